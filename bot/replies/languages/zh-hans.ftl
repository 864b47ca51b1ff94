# 有据：读者看到的每一句话。https://projectfluent.org/fluent/guide/

## 回答

answer-near = 报告里没有找到{ $missing }，最接近的是：
answer-near-unnamed = 报告里没有找到直接的回答，最接近的是：
answer-resent = （补发）
answer-unsure = 刚才连续断线两次，回答可能没有送达。没看到的话，请再问一次。
answer-late = （问于 { $hours } 小时前）
answer-none = 报告里没有找到答案。
search-none = 没有相关的段落。
answer-candidate = 最可能的答案：{ $answer }
answer-key-numbers = 关键数字
answer-suggestions = 可以这样问：
answer-asked = 问：{ $question }
answer-understood = 是不是想问：{ $question }
quoted = “{ $words }”
list-comma = {"、"}
detail-comma = ，
details = （{ $details }）
number-up = { $surface } ↑
number-down = { $surface } ↓
number-compared = 比{ $base }
place-separator = {" · "}
place-page = 第 { $page } 页
place-pages = 第 { $first }–{ $last } 页
place-sheet = { $sheet }!{ $cells }
place-cells = 单元格 { $cells }
also-in = 同文另见 { $files }
sections-more = …… 另有 { $n } 节
answer-reports = { $n } 篇报告讲到：
copied = { $answer }（《{ $report }》）
copied-measure = { $measure } { $answer }（《{ $report }》）

## 原文上下文与报告

context-position = 第 { $position } 段，共 { $total } 段
reports-title = 报告（{ $n } 篇）
reports-range = 第 { $first }–{ $last } 篇
report-size = { $passages } 段 · { $numbers } 个关键数字
report-sections = 目录
report-numbers = 关键数字
reports-named = 叫“{ $name }”的报告有 { $n } 篇，看哪一篇？
numbers-range = 第 { $first }–{ $last } 个，共 { $total } 个
context-changed = 引用之后，这里的原文有改动；以下是现在的文字。
more-title = 再看几段：{ $question }
more-none = 没有更多相关的段落了。
original-too-large = { $name } 有 { $size } MB，超过 Telegram 允许的 { $limit } MB，发不了。请向管理员索取。

## 按钮

button-context = [{ $n }] 看上下文
button-previous = ‹ 上一段
button-next = 下一段 ›
button-page-previous = ‹ 上一页
button-page-next = 下一页 ›
button-outline = 这篇报告
button-original = 原文件 { $place }
button-read = 从头读
button-reports = 全部报告
button-numbers = 关键数字
button-digest = 要紧的数字
button-more = 更多段落
button-copy = 复制
button-right = 👍 对
button-wrong = 👎 不对
button-add = 加入
button-cancel = 不用了
button-remove = 撤下
button-undo = 撤销
button-csv = 导出 CSV
button-broadcast = 发出
button-unsubscribe = 退订
button-unsubscribe-n = 退订 { $n }

## 开始与帮助

start =
    { $title }
    我只从报告原文里找答案：数字、名称或句子，都附上出处，可以点开核对。没有写的，我会说没有找到。

    现有 { $reports } 篇报告。直接发问题就行，例如：
help =
    { $title }
    直接发一句话的问题。问得越具体（谁、哪一年、哪项指标），答得越准；接着问，只说“那去年呢”也行。

    { $groups }
    用 /ask 加问题，或 @{ $bot } 加问题，或回复我的消息；其他时候我不出声。

    { $evidence }
    每个回答后面的 [1] 是出处，点开能看到前后文，并可一段段往下读。“[…]” 表示原件在此处缺字。

    { $commands }
    /stats 数字一览，或一篇的数字
    /compare 各篇的同一项数字
    /report 看一篇，/reports 看全部
    /subscribe 定时收数字
    /new 另起话题，/language 换语言

    试一试：
help-title = 有据
help-groups = 在群里
help-evidence = 出处
help-commands = 命令
menu-start = 开始
menu-help = 用法与例子
menu-ask = 提问：/ask 后面写问题
menu-reports = 报告列表
menu-stats = 报告里的数字
menu-compare = 各篇的同一项数字：/compare 指标
menu-report = 看一篇报告：/report 序号或名称
greeting =
    大家好，我是有据。
    想知道报告里写了什么，用 /ask 加问题，或 @{ $bot } 加问题，或回复我的消息；每个回答都带出处。其他时候我不出声。
    /language 换语言，/subscribe 定时收数字（群管理员）。
menu-new = 另起话题
menu-language = 换语言
menu-forget = 删去关于我的记录
language-ask = 用哪种语言？报告原文不翻译。
language-ask-group = 这个群用哪种语言？报告原文不翻译。
language-set = 好，以后用简体中文。
language-auto = 好，以后按各人 Telegram 的语言。
language-admins = 群里的语言由群管理员定。
button-zh-hans = 简体中文
button-zh-hant = 繁體中文
button-en = English
button-language-auto = 按 Telegram 的语言
menu-subscribe = 定时收数字：/subscribe 每天 08:30
menu-subscriptions = 订了哪些
menu-unsubscribe = 退订
menu-status = 运行状况
menu-reload = 重新读取报告
menu-remove = 撤下一篇报告
menu-gaps = 没答上的问题
menu-feedback = 被指出有误的回答
menu-announce = 发公告

## 说明一句就好的情形

hint-text-only = 我只读文字。把问题打成一句话发来，我去报告里找。
hint-empty-ask = 在 /ask 后面写上问题，例如：/ask { $example }
hint-empty-mention = 我在。在 @{ $bot } 后面写上问题就行。
hint-thanks = 不客气。还想知道什么，直接问。
typed-greeting = 你好 您好 你好啊 您好啊 你好呀 大家好 嗨 哈喽 在吗 在么 你在吗 早上好 上午好 下午好 晚上好 早 早安
typed-thanks = 谢谢 谢谢你 谢谢您 谢谢啦 谢谢了 多谢 感谢 非常感谢 谢了 辛苦了 好的谢谢 再见 拜拜
hint-unknown-command = 没有这个命令。直接发问题就行，或看 /help。
hint-button-stale = 这个按钮过期了，请重新提问。
thanks-right = 谢谢，记下了。
thanks-wrong = 谢谢，记下了。管理员会看到。
hint-new = 好，从头问起。
forgotten = 已删去关于你的 { $n } 条记录。
hint-too-many = 问得太快了，歇一分钟再问。这之前的问题我不再回。

## 出错时

failure-empty-question = 没看到问题。请写一句话，例如“出口金额是多少？”
failure-question-too-long = 问题太长了：{ $length } 个字，最多 { $limit } 个。请挑要点再问。
failure-passage-gone = 这一段不在现在的语料里了。请重新提问。
failure-report-unknown = 没有唯一叫“{ $name }”的报告。请用报告列表（reports）里的序号或完整标题。
failure-verification = 找到了可能的答案，但与原文核对时不一致，所以没有发出。请换个问法。
failure-corpus-missing = 没有这个语料目录：{ $path }
failure-corpus-empty = { $path } 里没有能读的报告
failure-source-unreadable = 读不了 { $path }：{ $reason }
failure-store-damaged = 保存的语料索引已损坏，下次启动或重新载入时会重建：{ $path }，{ $reason }
failure-store-version = 保存的语料索引出自另一版本，下次启动或重新载入时会重建：{ $path }，{ $actual }
failure-search-away = 检索服务器 { $address } 连不上：{ $reason }
failure-source-encoding = { $path } 不是能识别的文本：{ $reason }
failure-source-too-large = { $path } 有 { $size } 字节，超过上限 { $limit }
failure-source-malformed = { $path } 第 { $line } 行有误：{ $reason }
failure-source-empty = { $path } 里没有文字
failure-source-unsupported = { $path } 是 { $format }，暂不支持
failure-source-encrypted = { $path } 加了密，需要密码，没有读
failure-source-damaged = { $path } 不是完好的 { $format } 文件：{ $reason }
failure-source-too-long = { $path } 有 { $pages } 页，超过上限 { $limit } 页
failure-source-expands = { $path } 解开后有 { $size } 字节，超过上限 { $limit }
failure-source-slow = { $path } 读了 { $limit } 秒没有进展，已放弃
failure-source-crashed = 读 { $path } 时中断：{ $reason }
failure-build = 建索引时中断，原因见日志
failure-source-scanned = { $path } 有扫描页，要装上 youju[ocr] 才能读
failure-report-twice = { $path } 里的“{ $title }”与 { $first } 是同一篇，答时两处都注明
failure-source-altered = { $path } 与清单 MANIFEST.sha256 不符：缺失或被改动
failure-passage-twice = { $path }：段落编号 { $id } 出现了两次
failure-slow = 这个问题查得太久，先停下了。请换个更具体的问法。
failure-unavailable = 暂时回答不了，请稍后再试。编号 { $reference }
failure-state-unavailable = 状态数据暂时用不了：{ $reason }
failure-disk-full = 磁盘满了，状态数据写不进去。腾出空间后会自动恢复。
failure-state-corrupt = 状态文件 { $path } 已损坏。重新启动时会把它改名保留，另建新的。
failure-state-locked = { $path } 正被另一个程序使用（进程 { $holder }）。一份状态数据只能由一个机器人使用。
failure-state-newer = 状态数据由更新的版本写成（结构 { $found }，本程序认得 { $known }）。请升级程序。
failure-state-address = 不认得以 { $scheme } 开头的状态地址
failure-backup = 备份 { $path } 不能用：{ $reason }
failure-driver-missing = 缺少依赖：请安装 youju[{ $extra }]
failure-internal = 出了点问题，没能完成。请稍后再试；反馈时请附编号 { $reference }
failure-reload-running = 正在重新读取语料，读完再来。
failure-document-name = “{ $name }”不能用作文件名。
failure-document-too-large = 文件有 { $size } 字节，超过上限 { $limit }。
failure-corpus-unwritable = 报告目录改不了：{ $reason }。
failure-nothing-to-undo = 已经没有可做的了：它被撤回过，或已不在了。

reason-no-permission = 没有权限
reason-address-in-use = 这个地址已被占用
reason-address-not-here = 本机没有这个地址
reason-disk-fault = 磁盘出错
reason-is-directory = 这是一个目录
reason-too-many-files = 打开的文件太多
reason-not-there = 没有这个文件或目录
reason-no-room = 磁盘已满
reason-no-directory = 路径中有一处不是目录
reason-read-only = 磁盘是只读的
reason-nul-bytes = 含有 NUL 字节，多半不是文本
reason-cut-short = 内容不完整，可能没传完
reason-not-utf-8 = 第 { $at } 个字节不是 UTF-8，按别的编码也读不出中文；文件可能没传完
format-old-word = 旧版 Word 文档（.doc）
format-old-office = 旧版 Office 文档
format-empty-zip = 不含文档的压缩包
format-office-or-epub = Office 文档或 EPUB
format-image = 图片
format-archive = 压缩包
format-database = 数据库
format-xml = XML 文件
format-rtf = RTF 文档
format-program = 程序
format-sheet = 表格

## 启动

bot-ready = 已上线：@{ $bot }，{ $reports } 篇报告
bot-network-down = 连不上 Telegram（{ $reason }），将一直重试……
bot-network-back = 已连上 Telegram
bot-token-refused = Telegram 不认这个令牌。请检查 YOUJU_TELEGRAM_TOKEN（以及 YOUJU_TELEGRAM_API_URL）。
bot-conflict = 同一个令牌正被另一个程序使用，本程序退出。请先停掉另一个。
bot-webhook-refused = Telegram 不接受这个 webhook 地址：{ $reason }
bot-cannot-listen = 无法监听 { $at }：{ $reason }
bot-state-trouble = 暂停接收新消息：{ $reason }
bot-state-back = 状态数据可用了，已恢复接收
bot-state-set-aside = 状态文件已损坏，改名保留为 { $path }，另建了新的
bot-state-restored = 已从每日备份恢复状态数据
admin-updates-parked = 最近一天有 { $n } 条更新处理不了，已搁置，最后一条是 { $id }。日志里按编号可以查到。
bot-stopped-early = 停机时还有问题没答完，下次启动会接着答

## 终端

chat-welcome = 有据：{ $reports } 篇报告。输入问题，回车；Ctrl-D 退出。
chat-help = 这里只问答：输入问题，回车；接着问，只说“那去年呢”也行。看数字、比指标、列报告：退出后用 youju stats、compare、reports（见 youju --help）。退出：Ctrl-D 或“退出”。
chat-prompt = 问>
run-without-token = 没有设置 YOUJU_TELEGRAM_TOKEN：在环境变量或 .env 里写上 @BotFather 给的令牌；只在终端里用，请运行 youju chat。
run-without-token-chat = 在终端里回答。要接到 Telegram：把 @BotFather 给的令牌写进 .env 的 YOUJU_TELEGRAM_TOKEN=…，再 make run。
check-read = 语料 { $corpus }：{ $reports } 篇报告，{ $passages } 段，{ $numbers } 个关键数字；代 { $generation }
check-report = { $n }. { $title }（{ $source }，{ $passages } 段）
check-skipped = 问题：{ $problem }
check-skipped-more = …… 另有 { $n } 个问题，见 youju check
backup-written = 已备份到 { $path }
backup-restored = 已从 { $path } 恢复
backup-kept = 原来的状态数据留在 { $path }
backup-not-sqlite = 状态数据在 PostgreSQL 里：请用 pg_dump 和 pg_restore。
doctor-subject = 项目
doctor-verdict = 结论
doctor-facts = 情况
doctor-well = 正常
doctor-not-well = 有问题
doctor-settings = 设置
doctor-token = 令牌
doctor-network = 网络
doctor-disk = 磁盘
doctor-state = 状态数据
doctor-corpus = 语料（报告 / 段）
doctor-search = 检索服务器
doctor-published = 已有全部语料
doctor-unpublished = 还没有全部语料：youju publish
doctor-defaults = 都是默认值
doctor-advice-state-new = 还没有，机器人第一次启动时建立
doctor-versions = 版本
doctor-advice-token-missing = 没有设置令牌：向 @BotFather 要一个，写进环境变量或 .env；只在终端里用可以不要
doctor-advice-token-refused = Telegram 不认这个令牌：向 @BotFather 核对，或重新要一个
doctor-advice-network = 连不上 Telegram：检查网络、YOUJU_PROXY_URL 和 YOUJU_TELEGRAM_API_URL
doctor-advice-disk = 目录写不进去，或空间不足 200 MiB：检查权限，腾出空间，或改 YOUJU_STATE_DIR
doctor-advice-state-damaged = 下次启动会把它改名保留，从每日备份恢复；也可以用 youju restore
check-telegram-on = Telegram：已设置令牌
check-telegram-off = Telegram：未设置令牌（YOUJU_TELEGRAM_TOKEN），只能在终端里用
batch-unreadable = 读不了 { $path }：{ $reason }
batch-line-malformed = { $path } 第 { $line } 行不是 {"{"}"id", "question"{"}"} 这样的一行 JSON，已跳过
output-failed = 写不进 { $path }：{ $reason }
progress-read = 读取
progress-numbers = 找数字
progress-index = 建索引
progress-merge = 合并索引
progress-pace = ，{ $speed }，还需 { $left }
progress-publish = 发送到检索服务器
progress-evaluate = 评测

## 设置

setting-wrong = { $variable } 的值 { $value } 不能用。允许：{ $allowed }
setting-telegram-token = 数字:字母数字和 - _，即 @BotFather 给的那一串
setting-telegram-api-url = http(s) 地址
setting-proxy-url = http、https、socks5 或 socks5h 地址
setting-admin-ids = 用户编号（正整数），用逗号隔开
setting-corpus-dir = 目录
setting-state-dir = 目录
setting-state-url = sqlite:///文件 或 postgresql://…
setting-answer-processes = 0（由机器人自己回答）到 32 的整数
setting-search-url = embedded，或 milvus://[用户:密码@]主机:端口
setting-http-listen = 主机:端口，端口 1 到 65535
setting-webhook-url = https 地址（本机可用 http）
setting-webhook-secret = 1 到 256 个 A-Z a-z 0-9 _ -
setting-timezone = 时区名，例如 Asia/Shanghai
setting-send-limits = 每个聊天,每个群,合计，如 1/s,20/m,30/s；或 off
setting-keep-questions-days = 天数，1 到 3650
setting-watch = 秒数，0 到 3600；0 为不看
setting-language = zh-hans、zh-hant 或 en
setting-log-level = debug、info、warning 或 error
setting-file = UTF-8 文本；TOML，或一行一个 名称=值

## 命令行

cli-description = 问中文报告，答案带出处：在 Telegram 里，或在终端里。
cli-options = 通用选项
cli-commands = 命令
cli-corpus = 报告所在目录（默认 YOUJU_CORPUS_DIR）
cli-state = 状态目录（默认 YOUJU_STATE_DIR）
cli-language = 界面语言
cli-log-level = 日志从哪一级写起
cli-run = 启动 Telegram 机器人
cli-or-chat = 没有令牌时改在终端里回答
cli-watch = 每隔几秒看一次语料目录，变了就重新读取（默认 10 秒）
cli-chat = 在终端里问答；输入不是终端时，一行一问
cli-ask = 回答一个问题，或一个文件里的问题
cli-question = 问题
cli-batch = JSON 行文件，每行 {"{"}"id", "question"{"}"}；- 为标准输入
cli-json = 输出 JSON
cli-csv = 输出 CSV
cli-reports = 列出语料里的报告
cli-numbers = 按阅读顺序列出关键数字
cli-report = 报告的编号、序号或标题的一部分；不写则全部
cli-search = 给段落排序
cli-query = 查询
cli-k = 给出几段（默认 10）
cli-explain = 显示每个词项的得分
cli-evaluate = 在 BEIR 格式的题集上评测
cli-directory = 题集目录
cli-trec-run = 把排序写成 TREC 格式的文件
cli-depth = 每题排到第几名（默认 100）
cli-limit = 只取前 N 题
cli-check = 检查设置和语料，不启动
cli-publish = 把语料送到检索服务器（YOUJU_SEARCH_URL）
publish-done = 检索服务器上已有 { $passages } 段。
publish-embedded = 用的是内置索引，不用发送。
cli-backup = 把状态数据备份到一个文件（运行中也可以）
cli-restore = 从备份恢复状态数据（先停掉机器人）
cli-backup-file = 备份文件
cli-doctor = 逐项检查设置、令牌、网络、磁盘、状态、语料和版本
cli-usage = { $problem }（用法见 { $command } --help）
usage-missing = 还缺 { $names }
usage-one-missing = { $names } 中要有一个
usage-unknown = 没有这样的参数：{ $names }
usage-ambiguous = { $name } 可以指 { $names }
usage-no-value = { $name } 后面要有一个值
usage-takes-no-value = { $name } 后面不带值
usage-exclusive = { $name } 和 { $other } 不能同时用
usage-no-choice = { $name } 不能是 { $value }，只能是 { $names }
usage-bad-value = { $name }：{ $reason }
cli-no-count = 要一个正整数，不是 { $value }

## 数字

digest-empty = 这篇报告里没有可列的关键数字。
comparison-more = …… 另有 { $n } 处
comparison-none = 没有哪篇报告给出“{ $measure }”的数字。
picture-written = 图片已写到 { $path }
cli-stats = 一篇报告最要紧的数字；不写报告则列出全部报告
cli-compare = 同一指标在各报告、各时期的数字
cli-measure = 指标，例如：民营企业
cli-picture = 把图片写成 PNG 文件
overview =
    { $title }
    { $reports } 篇报告 · { $passages } 段 · { $numbers } 个关键数字
overview-title = 报告里的数字
overview-hint = 点序号看一篇的数字；/compare 指标，看各篇的同一项数字。
comparison-others = 相近的指标：
hint-empty-compare = 在 /compare 后面写一项指标，例如：/compare { $example }

## 管理

admins-only = 这个命令只给管理员用。
status-title = 运行状况
status-uptime = 已运行 { $time }
status-generation = 语料版本 { $generation }
status-corpus = { $reports } 篇报告 · { $passages } 段 · { $numbers } 个关键数字 · 没读的文件 { $skipped } 个
status-questions = 今天 { $n } 个问题，没答上 { $missed } 个
status-times = 用时中位数 { $median } 毫秒，99% 在 { $slowest } 毫秒内
status-errors = 放弃的消息：收到的 { $parked } 条，要发的 { $failed } 条
status-queue = 排队 { $n }
status-memory = 内存 { $n } MB
gaps-title = 没答上的问题（{ $n } 个）
gaps-none = 没有没答上的问题。
gap = { $times }× { $question }
feedback-title = 👍 { $right } · 👎 { $wrong }
reload-begun = 开始重新读取。这期间照常回答。
reload-at = { $stage } { $done } / { $total }
reload-over = 重新读取结束。
reload-failed = 没读成，一切照旧。{ $reason }
watch-noticed = 语料目录有变动，已自动重读。
reloaded-title = 已重新读取
reloaded = { $reports } 篇报告 · { $passages } 段 · { $numbers } 个关键数字 · 用时 { $seconds } 秒
reloaded-skipped = 没读的文件（{ $n } 个）：
changes-none = 与之前没有不同。
changes-report-added = 新增：{ $title }
changes-report-changed = 改动：{ $title }
changes-report-removed = 撤下：{ $title }
changes-numbers-changed = 改动的数字（{ $n }）
changes-numbers-added = 新增的数字（{ $n }）
changes-numbers-removed = 不再有的数字（{ $n }）
changes-before = {" ← "}{ $surface }
preview-title = { $name } 读出来是：
preview-size = { $passages } 段 · { $numbers } 个关键数字。加入吗？
preview-replaces = 语料里已有同名文件，加入会替换它（可撤销）。
table-not-sent = 表格没能发出去，请再按一次。
document-not-fetched = 没能从 Telegram 取到这个文件，请再发一次。
document-added = 已加入 { $name }。
document-removed = 已撤下 { $name }。
removal-ask = 撤下 { $name } 吗？一起撤下的报告：
hint-empty-remove = 在 /remove 后面写报告的序号或名称。
nothing-done = 好，什么都没动。
undone = 已撤销。

## 公告

subscribe-offer =
    多久收一次数字？也可以写明时间和报告，例如：
    /subscribe 每天 08:30 全部
    /subscribe 每周一 09:00 海盐
    /subscribe 更新时
subscribe-admins = 群里的订阅由群管理员定。
subscribed = 订好了：{ $what }
subscribed-next = 下次 { $time }（{ $zone }）
unsubscribed = 退订了。
subscriptions-title = 订了 { $n } 项
subscriptions-none = 这里没有订阅。/subscribe 可以订。
subscription-suspended = （已暂停）
when-daily = 每天 { $time }
when-weekly = { $day } { $time }
when-update = 报告更新时
all-reports = 全部报告
weekday-0 = 每周一
weekday-1 = 每周二
weekday-2 = 每周三
weekday-3 = 每周四
weekday-4 = 每周五
weekday-5 = 每周六
weekday-6 = 每周日
typed-weekday-0 = 每周一 周一 星期一 每周
typed-weekday-1 = 每周二 周二 星期二
typed-weekday-2 = 每周三 周三 星期三
typed-weekday-3 = 每周四 周四 星期四
typed-weekday-4 = 每周五 周五 星期五
typed-weekday-5 = 每周六 周六 星期六
typed-weekday-6 = 每周日 周日 星期日 周天 星期天 每周天
typed-daily = 每天 每日 天天
typed-weekly = 每周
typed-on-update = 更新时 更新 有更新时
typed-all = 全部 所有
announcement-update = 报告有更新
announcement-missed = { $time } 的数字没能按时发出，已经太晚，这次略过。
announcement-gone = 订阅的报告“{ $report }”已不在语料里。/subscriptions 可以退订。
broadcast-ask = 发给 { $n } 个订阅的地方：
broadcast-begun = 开始发给 { $n } 处……
broadcast-at = 已发 { $sent } / { $total }，没送到 { $failed }
broadcast-over = 发完了：送到 { $sent }，没送到 { $failed }，共 { $total }
