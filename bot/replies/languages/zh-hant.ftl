# 有據：讀者看到的每一句話。https://projectfluent.org/fluent/guide/

## 回答

answer-near = 報告裡沒有找到{ $missing }，最接近的是：
answer-near-unnamed = 報告裡沒有找到直接的回答，最接近的是：
answer-resent = （補發）
answer-unsure = 剛才連續斷線兩次，回答可能沒有送達。沒看到的話，請再問一次。
answer-late = （問於 { $hours } 小時前）
answer-none = 報告裡沒有找到答案。
search-none = 沒有相關的段落。
answer-candidate = 最可能的答案：{ $answer }
answer-key-numbers = 關鍵數字
answer-suggestions = 可以這樣問：
answer-asked = 問：{ $question }
answer-understood = 是不是想問：{ $question }
quoted = 「{ $words }」
list-comma = {"、"}
detail-comma = ，
details = （{ $details }）
number-up = { $surface } ↑
number-down = { $surface } ↓
number-compared = 比{ $base }
place-separator = {" · "}
place-page = 第 { $page } 頁
place-pages = 第 { $first }–{ $last } 頁
place-sheet = { $sheet }!{ $cells }
place-cells = 儲存格 { $cells }
also-in = 同文另見 { $files }
sections-more = …… 另有 { $n } 節
answer-reports = { $n } 篇報告講到：
copied = { $answer }（《{ $report }》）
copied-measure = { $measure } { $answer }（《{ $report }》）

## 原文上下文與報告

context-position = 第 { $position } 段，共 { $total } 段
reports-title = 報告（{ $n } 篇）
reports-range = 第 { $first }–{ $last } 篇
report-size = { $passages } 段 · { $numbers } 個關鍵數字
report-sections = 目錄
report-numbers = 關鍵數字
reports-named = 叫「{ $name }」的報告有 { $n } 篇，看哪一篇？
numbers-range = 第 { $first }–{ $last } 個，共 { $total } 個
context-changed = 引用之後，這裡的原文有改動；以下是現在的文字。
more-title = 再看幾段：{ $question }
more-none = 沒有更多相關的段落了。
original-too-large = { $name } 有 { $size } MB，超過 Telegram 允許的 { $limit } MB，發不了。請向管理員索取。

## 按鈕

button-context = [{ $n }] 看上下文
button-previous = ‹ 上一段
button-next = 下一段 ›
button-page-previous = ‹ 上一頁
button-page-next = 下一頁 ›
button-outline = 這篇報告
button-original = 原檔案 { $place }
button-read = 從頭讀
button-reports = 全部報告
button-numbers = 關鍵數字
button-digest = 要緊的數字
button-more = 更多段落
button-copy = 複製
button-right = 👍 對
button-wrong = 👎 不對
button-add = 加入
button-cancel = 不用了
button-remove = 撤下
button-undo = 撤銷
button-csv = 匯出 CSV
button-broadcast = 發出
button-unsubscribe = 退訂
button-unsubscribe-n = 退訂 { $n }

## 開始與說明

start =
    { $title }
    我只從報告原文裡找答案：數字、名稱或句子，都附上出處，可以點開核對。沒有寫的，我會說沒有找到。

    現有 { $reports } 篇報告。直接傳問題就行，例如：
help =
    { $title }
    直接傳一句話的問題。問得越具體（誰、哪一年、哪項指標），答得越準；接著問，只說「那去年呢」也行。

    { $groups }
    用 /ask 加問題，或 @{ $bot } 加問題，或回覆我的訊息；其他時候我不出聲。

    { $evidence }
    每個回答後面的 [1] 是出處，點開能看到前後文，並可一段段往下讀。「[…]」表示原件在此處缺字。

    { $commands }
    /stats 數字一覽，或一篇的數字
    /compare 各篇的同一項數字
    /report 看一篇，/reports 看全部
    /subscribe 定時收數字
    /new 另起話題，/language 換語言

    試一試：
help-title = 有據
help-groups = 在群組裡
help-evidence = 出處
help-commands = 指令
menu-start = 開始
menu-help = 用法與例子
menu-ask = 提問：/ask 後面寫問題
menu-reports = 報告列表
menu-stats = 報告裡的數字
menu-compare = 各篇的同一項數字：/compare 指標
menu-report = 看一篇報告：/report 序號或名稱
greeting =
    大家好，我是有據。
    想知道報告裡寫了什麼，用 /ask 加問題，或 @{ $bot } 加問題，或回覆我的訊息；每個回答都帶出處。其他時候我不出聲。
    /language 換語言，/subscribe 定時收數字（群組管理員）。
menu-new = 另起話題
menu-language = 換語言
menu-forget = 刪去關於我的紀錄
language-ask = 用哪種語言？報告原文不翻譯。
language-ask-group = 這個群組用哪種語言？報告原文不翻譯。
language-set = 好，以後用繁體中文。
language-auto = 好，以後按各人 Telegram 的語言。
language-admins = 群組的語言由群組管理員定。
button-zh-hans = 简体中文
button-zh-hant = 繁體中文
button-en = English
button-language-auto = 按 Telegram 的語言
menu-subscribe = 定時收數字：/subscribe 每天 08:30
menu-subscriptions = 訂了哪些
menu-unsubscribe = 退訂
menu-status = 執行狀況
menu-reload = 重新讀取報告
menu-remove = 撤下一篇報告
menu-gaps = 沒答上的問題
menu-feedback = 被指出有誤的回答
menu-announce = 發公告

## 說明一句就好的情形

hint-text-only = 我只讀文字。把問題打成一句話傳來，我去報告裡找。
hint-empty-ask = 在 /ask 後面寫上問題，例如：/ask { $example }
hint-empty-mention = 我在。在 @{ $bot } 後面寫上問題就行。
hint-thanks = 不客氣。還想知道什麼，直接問。
typed-greeting = 你好 您好 你好啊 大家好 嗨 哈囉 在嗎 你在嗎 早安 午安 晚安 早上好 下午好 晚上好
typed-thanks = 謝謝 謝謝你 謝謝您 謝謝啦 多謝 感謝 非常感謝 謝了 辛苦了 好的謝謝 再見 掰掰
hint-unknown-command = 沒有這個指令。直接傳問題就行，或看 /help。
hint-button-stale = 這個按鈕過期了，請重新提問。
thanks-right = 謝謝，記下了。
thanks-wrong = 謝謝，記下了。管理員會看到。
hint-new = 好，從頭問起。
forgotten = 已刪去關於你的 { $n } 條紀錄。
hint-too-many = 問得太快了，歇一分鐘再問。這之前的問題我不再回。

## 出錯時

failure-empty-question = 沒看到問題。請寫一句話，例如「出口金額是多少？」
failure-question-too-long = 問題太長了：{ $length } 個字，最多 { $limit } 個。請挑要點再問。
failure-passage-gone = 這一段不在現在的語料裡了。請重新提問。
failure-report-unknown = 沒有唯一叫「{ $name }」的報告。請用報告列表（reports）裡的序號或完整標題。
failure-verification = 找到了可能的答案，但與原文核對時不一致，所以沒有送出。請換個問法。
failure-corpus-missing = 沒有這個語料目錄：{ $path }
failure-corpus-empty = { $path } 裡沒有能讀的報告
failure-source-unreadable = 讀不了 { $path }：{ $reason }
failure-store-damaged = 保存的語料索引已損壞，下次啟動或重新載入時會重建：{ $path }，{ $reason }
failure-store-version = 保存的語料索引出自另一版本，下次啟動或重新載入時會重建：{ $path }，{ $actual }
failure-search-away = 檢索伺服器 { $address } 連不上：{ $reason }
failure-source-encoding = { $path } 不是能識別的文字：{ $reason }
failure-source-too-large = { $path } 有 { $size } 位元組，超過上限 { $limit }
failure-source-malformed = { $path } 第 { $line } 行有誤：{ $reason }
failure-source-empty = { $path } 裡沒有文字
failure-source-unsupported = { $path } 是 { $format }，暫不支援
failure-source-encrypted = { $path } 加了密，需要密碼，沒有讀
failure-source-damaged = { $path } 不是完好的 { $format } 檔案：{ $reason }
failure-source-too-long = { $path } 有 { $pages } 頁，超過上限 { $limit } 頁
failure-source-expands = { $path } 解開後有 { $size } 位元組，超過上限 { $limit }
failure-source-slow = { $path } 讀了 { $limit } 秒沒有進展，已放棄
failure-source-crashed = 讀 { $path } 時中斷：{ $reason }
failure-build = 建索引時中斷，原因見日誌
failure-source-scanned = { $path } 有掃描頁，要裝上 youju[ocr] 才能讀
failure-report-twice = { $path } 裡的「{ $title }」與 { $first } 是同一篇，答時兩處都註明
failure-source-altered = { $path } 與清單 MANIFEST.sha256 不符：缺失或被改動
failure-passage-twice = { $path }：段落編號 { $id } 出現了兩次
failure-slow = 這個問題查得太久，先停下了。請換個更具體的問法。
failure-unavailable = 暫時回答不了，請稍後再試。編號 { $reference }
failure-state-unavailable = 狀態資料暫時用不了：{ $reason }
failure-disk-full = 磁碟滿了，狀態資料寫不進去。騰出空間後會自動恢復。
failure-state-corrupt = 狀態檔案 { $path } 已損壞。重新啟動時會把它改名保留，另建新的。
failure-state-locked = { $path } 正被另一個程式使用（行程 { $holder }）。一份狀態資料只能由一個機器人使用。
failure-state-newer = 狀態資料由更新的版本寫成（結構 { $found }，本程式認得 { $known }）。請升級程式。
failure-state-address = 不認得以 { $scheme } 開頭的狀態位址
failure-backup = 備份 { $path } 不能用：{ $reason }
failure-driver-missing = 缺少相依套件：請安裝 youju[{ $extra }]
failure-internal = 出了點問題，沒能完成。請稍後再試；回報時請附編號 { $reference }
failure-reload-running = 正在重新讀取語料，讀完再來。
failure-document-name = 「{ $name }」不能用作檔名。
failure-document-too-large = 檔案有 { $size } 位元組，超過上限 { $limit }。
failure-corpus-unwritable = 報告目錄改不了：{ $reason }。
failure-nothing-to-undo = 已經沒有可做的了：它被撤回過，或已不在了。

reason-no-permission = 沒有權限
reason-address-in-use = 這個地址已被占用
reason-address-not-here = 本機沒有這個地址
reason-disk-fault = 磁碟出錯
reason-is-directory = 這是一個目錄
reason-too-many-files = 開啟的檔案太多
reason-not-there = 沒有這個檔案或目錄
reason-no-room = 磁碟已滿
reason-no-directory = 路徑中有一處不是目錄
reason-read-only = 磁碟是唯讀的
reason-nul-bytes = 含有 NUL 位元組，多半不是文字
reason-cut-short = 內容不完整，可能沒傳完
reason-not-utf-8 = 第 { $at } 個位元組不是 UTF-8，按別的編碼也讀不出中文；檔案可能沒傳完
format-old-word = 舊版 Word 文件（.doc）
format-old-office = 舊版 Office 文件
format-empty-zip = 不含文件的壓縮檔
format-office-or-epub = Office 文件或 EPUB
format-image = 圖片
format-archive = 壓縮檔
format-database = 資料庫
format-xml = XML 檔案
format-rtf = RTF 文件
format-program = 程式
format-sheet = 試算表

## 啟動

bot-ready = 已上線：@{ $bot }，{ $reports } 篇報告
bot-network-down = 連不上 Telegram（{ $reason }），將一直重試……
bot-network-back = 已連上 Telegram
bot-token-refused = Telegram 不認這個權杖。請檢查 YOUJU_TELEGRAM_TOKEN（以及 YOUJU_TELEGRAM_API_URL）。
bot-conflict = 同一個權杖正被另一個程式使用，本程式結束。請先停掉另一個。
bot-webhook-refused = Telegram 不接受這個 webhook 位址：{ $reason }
bot-cannot-listen = 無法監聽 { $at }：{ $reason }
bot-state-trouble = 暫停接收新訊息：{ $reason }
bot-state-back = 狀態資料可用了，已恢復接收
bot-state-set-aside = 狀態檔案已損壞，改名保留為 { $path }，另建了新的
bot-state-restored = 已從每日備份恢復狀態資料
admin-updates-parked = 最近一天有 { $n } 則更新處理不了，已擱置，最後一則是 { $id }。日誌裡按編號可以查到。
bot-stopped-early = 停機時還有問題沒答完，下次啟動會接著答

## 終端

chat-welcome = 有據：{ $reports } 篇報告。輸入問題，按 Enter；Ctrl-D 離開。
chat-help = 這裡只問答：輸入問題，按 Enter；接著問，只說「那去年呢」也行。看數字、比指標、列報告：離開後用 youju stats、compare、reports（見 youju --help）。離開：Ctrl-D 或 exit。
chat-prompt = 問>
run-without-token = 沒有設定 YOUJU_TELEGRAM_TOKEN：請在環境變數或 .env 裡寫上 @BotFather 給的權杖；只在終端使用，請執行 youju chat。
run-without-token-chat = 在終端裡回答。要接到 Telegram：把 @BotFather 給的權杖寫進 .env 的 YOUJU_TELEGRAM_TOKEN=…，再 make run。
check-read = 語料 { $corpus }：{ $reports } 篇報告，{ $passages } 段，{ $numbers } 個關鍵數字；代 { $generation }
check-report = { $n }. { $title }（{ $source }，{ $passages } 段）
check-skipped = 問題：{ $problem }
check-skipped-more = …… 另有 { $n } 個問題，見 youju check
backup-written = 已備份到 { $path }
backup-restored = 已從 { $path } 恢復
backup-kept = 原來的狀態資料留在 { $path }
backup-not-sqlite = 狀態資料在 PostgreSQL 裡：請用 pg_dump 和 pg_restore。
doctor-subject = 項目
doctor-verdict = 結論
doctor-facts = 情況
doctor-well = 正常
doctor-not-well = 有問題
doctor-settings = 設定
doctor-token = 權杖
doctor-network = 網路
doctor-disk = 磁碟
doctor-state = 狀態資料
doctor-corpus = 語料（報告 / 段）
doctor-search = 檢索伺服器
doctor-published = 已有全部語料
doctor-unpublished = 還沒有全部語料：youju publish
doctor-defaults = 都是預設值
doctor-advice-state-new = 還沒有，機器人第一次啟動時建立
doctor-versions = 版本
doctor-advice-token-missing = 沒有設定權杖：向 @BotFather 要一個，寫進環境變數或 .env；只在終端機裡用可以不要
doctor-advice-token-refused = Telegram 不認這個權杖：向 @BotFather 核對，或重新要一個
doctor-advice-network = 連不上 Telegram：檢查網路、YOUJU_PROXY_URL 和 YOUJU_TELEGRAM_API_URL
doctor-advice-disk = 目錄寫不進去，或空間不足 200 MiB：檢查權限，騰出空間，或改 YOUJU_STATE_DIR
doctor-advice-state-damaged = 下次啟動會把它改名保留，從每日備份復原；也可以用 youju restore
check-telegram-on = Telegram：已設定權杖
check-telegram-off = Telegram：未設定權杖（YOUJU_TELEGRAM_TOKEN），只能在終端使用
batch-unreadable = 讀不了 { $path }：{ $reason }
batch-line-malformed = { $path } 第 { $line } 行不是 {"{"}"id", "question"{"}"} 這樣的一行 JSON，已略過
output-failed = 寫不進 { $path }：{ $reason }
progress-read = 讀取
progress-numbers = 找數字
progress-index = 建索引
progress-merge = 合併索引
progress-pace = ，{ $speed }，還需 { $left }
progress-publish = 傳送到檢索伺服器
progress-evaluate = 評測

## 設定

setting-wrong = { $variable } 的值 { $value } 不能用。允許：{ $allowed }
setting-telegram-token = 數字:字母數字和 - _，即 @BotFather 給的那一串
setting-telegram-api-url = http(s) 位址
setting-proxy-url = http、https、socks5 或 socks5h 位址
setting-admin-ids = 使用者編號（正整數），用逗號隔開
setting-corpus-dir = 目錄
setting-state-dir = 目錄
setting-state-url = sqlite:///檔案 或 postgresql://…
setting-answer-processes = 0（由機器人自己回答）到 32 的整數
setting-search-url = embedded，或 milvus://[使用者:密碼@]主機:連接埠
setting-http-listen = 主機:連接埠，連接埠 1 到 65535
setting-webhook-url = https 位址（本機可用 http）
setting-webhook-secret = 1 到 256 個 A-Z a-z 0-9 _ -
setting-timezone = 時區名，例如 Asia/Shanghai
setting-send-limits = 每個聊天,每個群,合計，如 1/s,20/m,30/s；或 off
setting-keep-questions-days = 天數，1 到 3650
setting-watch = 秒數，0 到 3600；0 為不看
setting-language = zh-hans、zh-hant 或 en
setting-log-level = debug、info、warning 或 error
setting-file = UTF-8 文字；TOML，或一行一個 名稱=值

## 命令列

cli-description = 問中文報告，答案帶出處：在 Telegram 裡，或在終端裡。
cli-options = 通用選項
cli-commands = 命令
cli-corpus = 報告所在目錄（預設 YOUJU_CORPUS_DIR）
cli-state = 狀態目錄（預設 YOUJU_STATE_DIR）
cli-language = 介面語言
cli-log-level = 日誌從哪一級寫起
cli-run = 啟動 Telegram 機器人
cli-or-chat = 沒有權杖時改在終端裡回答
cli-watch = 每隔幾秒看一次語料目錄，變了就重新讀取（預設 10 秒）
cli-chat = 在終端裡問答；輸入不是終端時，一行一問
cli-ask = 回答一個問題，或一個檔案裡的問題
cli-question = 問題
cli-batch = JSON 行檔案，每行 {"{"}"id", "question"{"}"}；- 為標準輸入
cli-json = 輸出 JSON
cli-csv = 輸出 CSV
cli-reports = 列出語料裡的報告
cli-numbers = 按閱讀順序列出關鍵數字
cli-report = 報告的編號、序號或標題的一部分；不寫則全部
cli-search = 給段落排序
cli-query = 查詢
cli-k = 給出幾段（預設 10）
cli-explain = 顯示每個詞項的得分
cli-evaluate = 在 BEIR 格式的題集上評測
cli-directory = 題集目錄
cli-trec-run = 把排序寫成 TREC 格式的檔案
cli-depth = 每題排到第幾名（預設 100）
cli-limit = 只取前 N 題
cli-check = 檢查設定和語料，不啟動
cli-publish = 把語料送到檢索伺服器（YOUJU_SEARCH_URL）
publish-done = 檢索伺服器上已有 { $passages } 段。
publish-embedded = 用的是內建索引，不用傳送。
cli-backup = 把狀態資料備份到一個檔案（執行中也可以）
cli-restore = 從備份恢復狀態資料（先停掉機器人）
cli-backup-file = 備份檔案
cli-doctor = 逐項檢查設定、權杖、網路、磁碟、狀態、語料和版本
cli-usage = { $problem }（用法見 { $command } --help）
usage-missing = 還缺 { $names }
usage-one-missing = { $names } 中要有一個
usage-unknown = 沒有這樣的參數：{ $names }
usage-ambiguous = { $name } 可以指 { $names }
usage-no-value = { $name } 後面要有一個值
usage-takes-no-value = { $name } 後面不帶值
usage-exclusive = { $name } 和 { $other } 不能同時用
usage-no-choice = { $name } 不能是 { $value }，只能是 { $names }
usage-bad-value = { $name }：{ $reason }
cli-no-count = 要一個正整數，不是 { $value }

## 數字

digest-empty = 這篇報告裡沒有可列的關鍵數字。
comparison-more = …… 另有 { $n } 處
comparison-none = 沒有哪篇報告給出「{ $measure }」的數字。
picture-written = 圖片已寫到 { $path }
cli-stats = 一篇報告最要緊的數字；不寫報告則列出全部報告
cli-compare = 同一指標在各報告、各時期的數字
cli-measure = 指標，例如：民營企業
cli-picture = 把圖片寫成 PNG 檔案
overview =
    { $title }
    { $reports } 篇報告 · { $passages } 段 · { $numbers } 個關鍵數字
overview-title = 報告裡的數字
overview-hint = 點序號看一篇的數字；/compare 指標，看各篇的同一項數字。
comparison-others = 相近的指標：
hint-empty-compare = 在 /compare 後面寫一項指標，例如：/compare { $example }

## 管理

admins-only = 這個指令只給管理員用。
status-title = 執行狀況
status-uptime = 已執行 { $time }
status-generation = 語料版本 { $generation }
status-corpus = { $reports } 篇報告 · { $passages } 段 · { $numbers } 個關鍵數字 · 沒讀的檔案 { $skipped } 個
status-questions = 今天 { $n } 個問題，沒答上 { $missed } 個
status-times = 用時中位數 { $median } 毫秒，99% 在 { $slowest } 毫秒內
status-errors = 放棄的訊息：收到的 { $parked } 則，要發的 { $failed } 則
status-queue = 排隊 { $n }
status-memory = 記憶體 { $n } MB
gaps-title = 沒答上的問題（{ $n } 個）
gaps-none = 沒有沒答上的問題。
gap = { $times }× { $question }
feedback-title = 👍 { $right } · 👎 { $wrong }
reload-begun = 開始重新讀取。這期間照常回答。
reload-at = { $stage } { $done } / { $total }
reload-over = 重新讀取結束。
reload-failed = 沒讀成，一切照舊。{ $reason }
watch-noticed = 語料目錄有變動，已自動重讀。
reloaded-title = 已重新讀取
reloaded = { $reports } 篇報告 · { $passages } 段 · { $numbers } 個關鍵數字 · 用時 { $seconds } 秒
reloaded-skipped = 沒讀的檔案（{ $n } 個）：
changes-none = 與之前沒有不同。
changes-report-added = 新增：{ $title }
changes-report-changed = 改動：{ $title }
changes-report-removed = 撤下：{ $title }
changes-numbers-changed = 改動的數字（{ $n }）
changes-numbers-added = 新增的數字（{ $n }）
changes-numbers-removed = 不再有的數字（{ $n }）
changes-before = {" ← "}{ $surface }
preview-title = { $name } 讀出來是：
preview-size = { $passages } 段 · { $numbers } 個關鍵數字。加入嗎？
preview-replaces = 語料裡已有同名檔案，加入會替換它（可撤銷）。
table-not-sent = 表格沒能傳出去，請再按一次。
document-not-fetched = 沒能從 Telegram 取到這個檔案，請再傳一次。
document-added = 已加入 { $name }。
document-removed = 已撤下 { $name }。
removal-ask = 撤下 { $name } 嗎？一起撤下的報告：
hint-empty-remove = 在 /remove 後面寫報告的序號或名稱。
nothing-done = 好，什麼都沒動。
undone = 已撤銷。

## 公告

subscribe-offer =
    多久收一次數字？也可以寫明時間和報告，例如：
    /subscribe 每天 08:30 全部
    /subscribe 每週一 09:00 海鹽
    /subscribe 更新時
subscribe-admins = 群組的訂閱由群組管理員定。
subscribed = 訂好了：{ $what }
subscribed-next = 下次 { $time }（{ $zone }）
unsubscribed = 退訂了。
subscriptions-title = 訂了 { $n } 項
subscriptions-none = 這裡沒有訂閱。/subscribe 可以訂。
subscription-suspended = （已暫停）
when-daily = 每天 { $time }
when-weekly = { $day } { $time }
when-update = 報告更新時
all-reports = 全部報告
weekday-0 = 每週一
weekday-1 = 每週二
weekday-2 = 每週三
weekday-3 = 每週四
weekday-4 = 每週五
weekday-5 = 每週六
weekday-6 = 每週日
typed-weekday-0 = 每週一 週一 禮拜一 每週
typed-weekday-1 = 每週二 週二 禮拜二
typed-weekday-2 = 每週三 週三 禮拜三
typed-weekday-3 = 每週四 週四 禮拜四
typed-weekday-4 = 每週五 週五 禮拜五
typed-weekday-5 = 每週六 週六 禮拜六
typed-weekday-6 = 每週日 週日 禮拜日 週天 每週天
typed-daily = 每天 每日 天天
typed-weekly = 每週
typed-on-update = 更新時 更新 有更新時
typed-all = 全部 所有
announcement-update = 報告有更新
announcement-missed = { $time } 的數字沒能按時發出，已經太晚，這次略過。
announcement-gone = 訂閱的報告「{ $report }」已不在語料裡。/subscriptions 可以退訂。
broadcast-ask = 發給 { $n } 個訂閱的地方：
broadcast-begun = 開始發給 { $n } 處……
broadcast-at = 已發 { $sent } / { $total }，沒送到 { $failed }
broadcast-over = 發完了：送到 { $sent }，沒送到 { $failed }，共 { $total }
