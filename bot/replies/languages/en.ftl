# youju: every sentence a reader sees. https://projectfluent.org/fluent/guide/

## Answers

answer-near = The reports do not mention { $missing }. The closest passage:
answer-near-unnamed = The reports do not answer this directly. The closest passage:
answer-resent = (sent again)
answer-unsure = The connection broke twice in a row, so the answer may not have arrived. If you do not see it, please ask again.
answer-late = (asked { $hours } hours ago)
answer-none = No answer was found in the reports.
search-none = No passage has to do with it.
answer-candidate = Most likely: { $answer }
answer-key-numbers = Key numbers
answer-suggestions = You could ask:
answer-asked = Asked: { $question }
answer-understood = Did you mean: { $question }
quoted = “{ $words }”
list-comma = {", "}
detail-comma = {", "}
details = {" "}({ $details })
number-up = { $surface } ↑
number-down = { $surface } ↓
number-compared = against { $base }
place-separator = {" · "}
place-page = page { $page }
place-pages = pages { $first }–{ $last }
place-sheet = { $sheet }!{ $cells }
place-cells = cells { $cells }
also-in = The same text is in { $files }
sections-more = … { $n ->
    [one] one more section
   *[other] { $n } more sections
}
answer-reports =
    { $n ->
        [one] One report mentions
       *[other] { $n } reports mention
    } this:
copied = { $answer } (《{ $report }》)
copied-measure = { $measure } { $answer } (《{ $report }》)

## Passages in context, and reports

context-position = Paragraph { $position } of { $total }
reports-title = Reports ({ $n })
reports-range = { $first }–{ $last }
report-size = { $passages ->
    [one] one paragraph
   *[other] { $passages } paragraphs
} · { $numbers ->
    [one] one key number
   *[other] { $numbers } key numbers
}
report-sections = Sections
report-numbers = Key numbers
reports-named = { $n } reports go by “{ $name }”. Which one?
numbers-range = { $first }–{ $last } of { $total }
context-changed = This passage has changed since it was cited; this is its text now.
more-title = Further passages: { $question }
more-none = There are no further passages on this.
original-too-large = { $name } has { $size } MB, more than the { $limit } MB that Telegram takes. Please ask an admin for it.

## Buttons

button-context = [{ $n }] in context
button-previous = ‹ Previous
button-next = Next ›
button-page-previous = ‹ Back
button-page-next = More ›
button-outline = This report
button-original = Original { $place }
button-read = Read from the start
button-reports = All reports
button-numbers = Key numbers
button-digest = Highlights
button-more = More
button-copy = Copy
button-right = 👍 Right
button-wrong = 👎 Wrong
button-add = Add it
button-cancel = Cancel
button-remove = Remove it
button-undo = Undo
button-csv = Export CSV
button-broadcast = Send it
button-unsubscribe = Unsubscribe
button-unsubscribe-n = Unsubscribe { $n }

## Start and help

start =
    { $title }
    I look for answers in the reports and nowhere else: a number, a name or a sentence, always with the passage it stands in. What they do not say, I tell you I did not find.

    { $reports ->
        [one] One report is
       *[other] { $reports } reports are
    } at hand. Just send a question, in Chinese, for example:
help =
    { $title }
    Send a question in one sentence, in the language of the reports. The more exact it is (who, which year, which figure), the better the answer. A question may lean on the last one: 那去年呢?

    { $groups }
    Use /ask with a question, or @{ $bot } with a question, or reply to me; otherwise I stay silent.

    { $evidence }
    The [1] after an answer opens its passage in context, where you can read on paragraph by paragraph. “[…]” marks text that is missing in the original.

    { $commands }
    /stats the key numbers, of all reports or of one
    /compare one measure across reports
    /report one report, /reports all of them
    /subscribe key numbers on a schedule
    /new a new topic, /language another language

    Try one:
help-title = youju
help-groups = In groups
help-evidence = Sources
help-commands = Commands
menu-start = Start
menu-help = How this works, with examples
menu-ask = Ask: put the question after /ask
menu-reports = List the reports
menu-stats = The numbers in the reports
menu-compare = One measure across reports
menu-report = One report: /report and its number or name
greeting =
    Hello, I am youju.
    To learn what the reports say, use /ask or @{ $bot } with a question, or reply to me; every answer comes with its source. Otherwise I stay silent.
    Group admins: /language changes the language, /subscribe sends numbers on a schedule.
menu-new = New topic
menu-language = Change the language
menu-forget = Erase what is kept about me
language-ask = Which language? The reports are quoted as they are.
language-ask-group = Which language for this group? The reports are quoted as they are.
language-set = All right, English from now on.
language-auto = All right, from now on the language of each person’s Telegram.
language-admins = The language of a group is up to its admins.
button-zh-hans = 简体中文
button-zh-hant = 繁體中文
button-en = English
button-language-auto = Follow Telegram
menu-subscribe = Numbers on a schedule: /subscribe daily 08:30
menu-subscriptions = Subscriptions of this chat
menu-unsubscribe = Unsubscribe
menu-status = How the bot is
menu-reload = Read the reports again
menu-remove = Remove a report
menu-gaps = Questions without an answer
menu-feedback = Answers found wrong
menu-announce = Announce numbers now

## Where one line is enough

hint-text-only = I only read text. Type your question in one sentence and I will look it up.
hint-empty-ask = Put the question after /ask, for example: /ask { $example }
hint-empty-mention = I am here. Put your question after @{ $bot }.
hint-thanks = You are welcome. Ask whatever else you want to know.
typed-greeting = hi hello hey hithere hellothere goodmorning goodafternoon goodevening
typed-thanks = thanks thankyou thx manythanks thankyouverymuch bye goodbye
hint-unknown-command = There is no such command. Just send a question, or see /help.
hint-button-stale = This button has expired. Please ask again.
thanks-right = Thank you, noted.
thanks-wrong = Thank you, noted. The admins will see it.
hint-new = All right, a new topic.
forgotten = Erased { $n ->
    [one] the one entry
   *[other] all { $n } entries
} kept about you.
hint-too-many = That is too fast. Give me a minute; until then I will not answer.

## When something goes wrong

failure-empty-question = There is no question in this. Please write a sentence.
failure-question-too-long = The question is too long: { $length } characters, { $limit } at most. Please ask for the main point.
failure-passage-gone = This passage is not in the reports any more. Please ask again.
failure-report-unknown = No single report is called “{ $name }”. Use its number in the list (reports) or its whole title.
failure-verification = A possible answer did not match its source word for word, so it was not sent. Please ask in other words.
failure-corpus-missing = there is no corpus directory { $path }
failure-corpus-empty = there is no readable report in { $path }
failure-source-unreadable = cannot read { $path }: { $reason }
failure-store-damaged = What was kept of the corpus is damaged and is made anew at the next start or reload: { $path }, { $reason }
failure-store-version = What was kept of the corpus was written by another version and is made anew at the next start or reload: { $path }, { $actual }
failure-search-away = Search at { $address } is away: { $reason }
failure-source-encoding = { $path } is not readable text: { $reason }
failure-source-too-large = { $path } has { $size } bytes, over the limit of { $limit }
failure-source-malformed = { $path }, line { $line }: { $reason }
failure-source-empty = { $path } holds no text
failure-source-unsupported = { $path } is { $format }, which is not read here
failure-source-encrypted = { $path } asks for a password and was not read
failure-source-damaged = { $path } is no sound file ({ $format }): { $reason }
failure-source-too-long = { $path } has { $pages } pages, { $limit } at most
failure-source-expands = { $path } unpacks to { $size } bytes, over the limit of { $limit }
failure-source-slow = { $path } made no progress for { $limit } seconds and was given up
failure-source-crashed = Reading { $path } broke off: { $reason }
failure-build = Building the index broke off; the log says why
failure-source-scanned = { $path } holds scanned pages: install youju[ocr] to read them
failure-report-twice = “{ $title }” in { $path } is the same report as in { $first }: kept once, cited in both
failure-source-altered = { $path } does not match MANIFEST.sha256: missing or altered
failure-passage-twice = { $path }: passage id { $id } stands twice
failure-slow = This question took too long and was stopped. Please ask a more specific one.
failure-unavailable = No answer is possible right now, please try again later. Reference { $reference }
failure-state-unavailable = The state cannot be used right now: { $reason }
failure-disk-full = The disk is full and the state cannot be written. It works again once there is room.
failure-state-corrupt = The state file { $path } is damaged. The next start keeps it under another name and begins a new one.
failure-state-locked = { $path } is in use by another program (process { $holder }). One state serves one bot.
failure-state-newer = The state was written by a newer version (schema { $found }; this program knows { $known }). Please upgrade.
failure-state-address = No state address begins with { $scheme }
failure-backup = The backup { $path } cannot be used: { $reason }
failure-driver-missing = Not installed: youju[{ $extra }]
failure-internal = Something went wrong. Please try again later; if you report it, add the reference { $reference }
failure-reload-running = A reload is under way; try again when it is done.
failure-document-name = “{ $name }” cannot be used as a file name.
failure-document-too-large = The file has { $size } bytes, over the limit of { $limit }.
failure-corpus-unwritable = The folder of the reports cannot be changed: { $reason }.
failure-nothing-to-undo = Nothing is left to do here: it was undone before, or is gone.

reason-no-permission = permission denied
reason-address-in-use = the address is in use
reason-address-not-here = this machine has no such address
reason-disk-fault = the disk has failed
reason-is-directory = it is a directory
reason-too-many-files = too many files are open
reason-not-there = no such file or directory
reason-no-room = no room left on the disk
reason-no-directory = a part of the path is no directory
reason-read-only = the disk is read-only
reason-nul-bytes = it holds NUL bytes
reason-cut-short = it is not whole: perhaps it was cut short
reason-not-utf-8 = byte { $at } is not UTF-8, and no other encoding gives Chinese text; perhaps it was cut short
format-old-word = an old Word document (.doc)
format-old-office = an old Office document
format-empty-zip = a ZIP archive without a document
format-office-or-epub = an Office document or EPUB
format-image = an image
format-archive = an archive
format-database = a database
format-xml = an XML file
format-rtf = an RTF document
format-program = a program
format-sheet = a sheet

## Starting

bot-ready = online as @{ $bot } with { $reports ->
    [one] one report
   *[other] { $reports } reports
}
bot-network-down = cannot reach Telegram ({ $reason }); trying again until it works
bot-network-back = Telegram is reachable
bot-token-refused = Telegram refuses this token. Check YOUJU_TELEGRAM_TOKEN (and YOUJU_TELEGRAM_API_URL).
bot-conflict = another program is using the same token; this one stops. Stop the other one first.
bot-webhook-refused = Telegram refuses this webhook address: { $reason }
bot-cannot-listen = cannot listen on { $at }: { $reason }
bot-state-trouble = Taking no new messages: { $reason }
bot-state-back = The state can be written again; taking messages
bot-state-set-aside = The state was damaged; it is kept as { $path }, and a new one was made
bot-state-restored = The state was restored from the daily copy
admin-updates-parked = { $n } updates of the last day could not be worked on and were put aside, { $id } last. The log has them under their numbers.
bot-stopped-early = Stopped with questions unanswered; they are answered after the next start

## Terminal

chat-welcome = youju: { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
  }. Type a question and press Enter; Ctrl-D leaves.
chat-help = Questions alone are answered here: type one and press Enter; a follow-up may be as short as “那去年呢”. For numbers, comparisons and the list of reports leave and use youju stats, compare, reports (see youju --help). To leave: Ctrl-D or exit.
chat-prompt = ask>
run-without-token = YOUJU_TELEGRAM_TOKEN is not set: put the token from @BotFather into the environment or .env; to use the terminal alone, run youju chat.
run-without-token-chat = Answering in this terminal. To connect Telegram: write YOUJU_TELEGRAM_TOKEN=… (from @BotFather) into .env, then make run.
check-read = Corpus { $corpus }: { $reports } reports, { $passages } passages, { $numbers } key numbers; generation { $generation }
check-report = { $n }. { $title } ({ $source }, { $passages } passages)
check-skipped = Problem: { $problem }
check-skipped-more = … and { $n } more: see youju check
backup-written = Copied to { $path }
backup-restored = Restored from { $path }
backup-kept = The earlier state is kept as { $path }
backup-not-sqlite = The state is in PostgreSQL: use pg_dump and pg_restore.
doctor-subject = subject
doctor-verdict = verdict
doctor-facts = facts
doctor-well = well
doctor-not-well = NOT WELL
doctor-settings = settings
doctor-token = token
doctor-network = network
doctor-disk = disk
doctor-state = state
doctor-corpus = corpus (reports / passages)
doctor-search = search server
doctor-published = holds the corpus
doctor-unpublished = does not hold the corpus yet: youju publish
doctor-defaults = all as by default
doctor-advice-state-new = not there yet: the bot makes it at its first start
doctor-versions = versions
doctor-advice-token-missing = No token is set: get one from @BotFather and put it into the environment or .env; the terminal needs none
doctor-advice-token-refused = Telegram does not know this token: compare it with @BotFather's, or get another
doctor-advice-network = Telegram is out of reach: look at the network, YOUJU_PROXY_URL and YOUJU_TELEGRAM_API_URL
doctor-advice-disk = The directory cannot be written, or has less than 200 MiB left: look at its permissions, make room, or change YOUJU_STATE_DIR
doctor-advice-state-damaged = The next start keeps it under another name and restores the daily copy; youju restore does so too
check-telegram-on = Telegram: a token is set
check-telegram-off = Telegram: no token (YOUJU_TELEGRAM_TOKEN), so the terminal only
batch-unreadable = Cannot read { $path }: { $reason }
batch-line-malformed = { $path }, line { $line } is not a line of JSON like {"{"}"id", "question"{"}"}; skipped
output-failed = Cannot write { $path }: { $reason }
progress-read = Reading
progress-numbers = Finding numbers
progress-index = Indexing
progress-merge = Joining the index
progress-pace = , { $speed }, { $left } left
progress-publish = Publishing
progress-evaluate = Evaluating

## Settings

setting-wrong = { $variable } must not be { $value }. Allowed: { $allowed }
setting-telegram-token = digits:letters, digits, - and _, as @BotFather gives it
setting-telegram-api-url = an http(s) address
setting-proxy-url = an http, https, socks5 or socks5h address
setting-admin-ids = user ids (positive integers), separated by commas
setting-corpus-dir = a directory
setting-state-dir = a directory
setting-state-url = sqlite:///FILE or postgresql://…
setting-answer-processes = whole numbers from 0 (the bot itself answers) to 32
setting-search-url = embedded, or milvus://[USER:PASSWORD@]HOST:PORT
setting-http-listen = HOST:PORT with a port from 1 to 65535
setting-webhook-url = an https address (http on this machine)
setting-webhook-secret = 1 to 256 of A-Z a-z 0-9 _ -
setting-timezone = a time zone name such as Asia/Shanghai
setting-send-limits = each chat,each group,all together, such as 1/s,20/m,30/s; or off
setting-keep-questions-days = days, 1 to 3650
setting-watch = seconds, 0 to 3600; 0 never looks
setting-language = zh-hans, zh-hant or en
setting-log-level = debug, info, warning or error
setting-file = UTF-8 text; TOML, or one NAME=value a line

## Command line

cli-description = Ask Chinese reports and get answers with their evidence, in Telegram or in this terminal.
cli-options = common options
cli-commands = commands
cli-corpus = directory of the reports (default YOUJU_CORPUS_DIR)
cli-state = directory of the state (default YOUJU_STATE_DIR)
cli-language = language of the interface
cli-log-level = lowest level that is logged
cli-run = start the Telegram bot
cli-or-chat = without a token, answer in this terminal instead
cli-watch = look at the corpus directory every so many seconds and reload when it changes (default 10)
cli-chat = ask in this terminal; where stdin is a pipe, one question a line
cli-ask = answer one question, or a file of them
cli-question = the question
cli-batch = file of JSON lines {"{"}"id", "question"{"}"}; - for stdin
cli-json = print JSON
cli-csv = print CSV
cli-reports = list the reports of the corpus
cli-numbers = list the key numbers in reading order
cli-report = id, number or part of the title of a report; all without it
cli-search = rank the passages
cli-query = the query
cli-k = how many passages (default 10)
cli-explain = show each term's part in the score
cli-evaluate = evaluate on a question set in BEIR layout
cli-directory = directory of the question set
cli-trec-run = write the ranking as a TREC run file
cli-depth = how deep each question is ranked (default 100)
cli-limit = the first N questions only
cli-check = check settings and corpus without starting
cli-publish = give the search server the corpus (YOUJU_SEARCH_URL)
publish-done = { $passages -> 
    [one] One passage is
   *[other] { $passages } passages are
} on the search server.
publish-embedded = The embedded index searches; there is nothing to publish.
cli-backup = copy the state into one file, also while the bot runs
cli-restore = take the state back from a copy; stop the bot first
cli-backup-file = the copy
cli-doctor = examine settings, token, network, disk, state, corpus and versions
cli-usage = { $problem } (see { $command } --help)
usage-missing = { $names } is missing
usage-one-missing = one of { $names } is needed
usage-unknown = no such argument: { $names }
usage-ambiguous = { $name } may mean { $names }
usage-no-value = { $name } needs a value
usage-takes-no-value = { $name } takes no value
usage-exclusive = { $name } and { $other } exclude each other
usage-no-choice = { $name } cannot be { $value }, only { $names }
usage-bad-value = argument { $name }: { $reason }
cli-no-count = a whole number from 1 on is needed, not { $value }

## Statistics

digest-empty = This report holds no key numbers to list.
comparison-more = … and { $n } more
comparison-none = No report states a number for “{ $measure }”.
picture-written = Picture written to { $path }
cli-stats = the most telling numbers of a report; all reports without one
cli-compare = one measure across reports and periods
cli-measure = a measure, such as 民营企业
cli-picture = write a picture as a PNG file
overview =
    { $title }
    Reports: { $reports } · paragraphs: { $passages } · key numbers: { $numbers }
overview-title = The numbers in the reports
overview-hint = Tap a number for that report’s figures; /compare with a measure puts them side by side.
comparison-others = Similar measures:
hint-empty-compare = Put a measure after /compare, for example: /compare { $example }

## Admins

admins-only = This command is for the bot’s admins.
status-title = Status
status-uptime = Up for { $time }
status-generation = Generation { $generation }
status-corpus = Reports: { $reports } · paragraphs: { $passages } · key numbers: { $numbers } · files left out: { $skipped }
status-questions = Questions today: { $n }, not found: { $missed }
status-times = Median { $median } ms, 99 % within { $slowest } ms
status-errors = Messages given up: { $parked } received, { $failed } to be sent
status-queue = Waiting: { $n }
status-memory = Memory { $n } MB
gaps-title = Questions without an answer ({ $n })
gaps-none = Every question had an answer.
gap = { $times }× { $question }
feedback-title = 👍 { $right } · 👎 { $wrong }
reload-begun = Reading the reports again. Questions are answered meanwhile.
reload-at = { $stage } { $done } / { $total }
reload-over = The reload is done.
reload-failed = The reload failed; nothing has changed. { $reason }
watch-noticed = The corpus directory has changed and was read again.
reloaded-title = Reports read again
reloaded = Reports: { $reports } · paragraphs: { $passages } · key numbers: { $numbers } · { $seconds } s
reloaded-skipped = Files left out ({ $n }):
changes-none = Nothing has changed.
changes-report-added = Added: { $title }
changes-report-changed = Changed: { $title }
changes-report-removed = Removed: { $title }
changes-numbers-changed = Changed numbers ({ $n })
changes-numbers-added = New numbers ({ $n })
changes-numbers-removed = Numbers no longer there ({ $n })
changes-before = {" ← "}{ $surface }
preview-title = What { $name } holds:
preview-size = Paragraphs: { $passages } · key numbers: { $numbers }. Add it?
preview-replaces = A file of this name is there already and would be replaced (this can be undone).
table-not-sent = The table could not be sent; please press the button again.
document-not-fetched = The file could not be fetched from Telegram; please send it again.
document-added = { $name } was added.
document-removed = { $name } was removed.
removal-ask = Remove { $name }? These reports go with it:
hint-empty-remove = Put a report’s number or name after /remove.
nothing-done = All right, nothing was changed.
undone = Undone.

## Announcements

subscribe-offer =
    How often should the numbers come? You can also name a time and a report:
    /subscribe daily 08:30 all
    /subscribe monday 09:00 海盐
    /subscribe update
subscribe-admins = The subscriptions of a group are up to its admins.
subscribed = Subscribed: { $what }
subscribed-next = Next { $time } ({ $zone })
unsubscribed = Unsubscribed.
subscriptions-title = Subscriptions ({ $n })
subscriptions-none = This chat has no subscriptions. /subscribe adds one.
subscription-suspended = {" (suspended)"}
when-daily = daily { $time }
when-weekly = { $day } { $time }
when-update = when reports change
all-reports = all reports
weekday-0 = every Monday
weekday-1 = every Tuesday
weekday-2 = every Wednesday
weekday-3 = every Thursday
weekday-4 = every Friday
weekday-5 = every Saturday
weekday-6 = every Sunday
typed-weekday-0 = weekly monday mon
typed-weekday-1 = tuesday tue
typed-weekday-2 = wednesday wed
typed-weekday-3 = thursday thu
typed-weekday-4 = friday fri
typed-weekday-5 = saturday sat
typed-weekday-6 = sunday sun
typed-daily = daily
typed-weekly = weekly
typed-on-update = update updates
typed-all = all
announcement-update = The reports have changed
announcement-missed = The numbers due at { $time } could not be sent in time and are skipped.
announcement-gone = The report “{ $report }” is no longer there. Use /subscriptions to unsubscribe.
broadcast-ask =
    To { $n ->
        [one] one subscriber
       *[other] { $n } subscribers
    }:
broadcast-begun = Sending to { $n }…
broadcast-at = Sent { $sent } of { $total }, not delivered { $failed }
broadcast-over = Done: { $sent } delivered, { $failed } not, { $total } in all
