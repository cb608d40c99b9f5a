### The page around the exercises: header, home, lesson, saving, engine, work file.

tagline = データに潜る
skip-to-main = 本文へ
preview-report = 教材の確認
settings = 表示の設定
language = 言語
own-town = 自分の町
own-town-pick = 選ぶ
text-size-short = 文字 A⁺
text-size = 文字 A⁺（大きさ、いま: { $size }）
text-normal = 標準
text-large = 大きい
text-huge = とても大きい
theme = 画面の色
theme-auto = 画面: 自動
theme-light = 画面: 明るい
theme-dark = 画面: 暗い
theme-projector = 画面: 投影
footer-promise = データはこのブラウザの外に出ません。
footer-sources = 使っている公開データの出典は、それぞれの表の下にあります。

detail = 詳細
retry = もう一度ためす
reload = 読み込み直す
cancel = やめる
to-home = 講座の一覧

## Home
home-lead = 三重県の本物のデータを使って、手を動かしながら学びます。登録もインストールもいりません。
home-next = つぎにすること
home-start = 最初の講座: { $title }（{ $minutes } 分）
home-continue = つづきから: { $title } ― 練習 { $number }「{ $exercise }」（あと { $minutes } 分）
home-following = つぎの講座: { $title }（{ $minutes } 分）
start-button = はじめる
continue-button = つづける
courses-failed = 講座の一覧を読み込めませんでした。{ $why }
minutes = { $minutes } 分
home-minutes-left = あと { $minutes } 分
home-finished = 終わりました
home-stop-here = いまここ
home-stop-begun = 途中
home-stop-next = つぎ
search-label = 講座やことばをさがす
search-nothing = 講座と練習の名前には見つかりません。短い言葉に変えてみてください。
search-hits = { $hits } 件見つかりました
search-many = { $hits } 件見つかりました。はじめの { $shown } 件を出しています。
search-exercise = 「{ $title }」の練習 { $number }
home-course-language = ここにある講座は日本語で書かれています。
home-before = 先に: { $titles }
home-more = くわしく
home-audience = 対象
home-plan = 県の計画の取組
audience-municipal = 自治体の職員
audience-sme = 中小企業の人
pearls-label = { $all } 問中 { $done } 問できました
pearls-nav = この講座の練習
pearl-done = 練習 { $number } { $title }（できました）
pearl-open = 練習 { $number } { $title }（まだ）

## What was added beside the site
added-mark = 追加
added-reading = 足した講座を読んでいます。
added-trouble = 足した講座に、使えないものがあります。ほかの講座はそのまま使えます。
added-no-index = added/courses.json を読み込めませんでした。
added-index-unreadable = added/courses.json の書き方にまちがいがあります。
added-index-format = added/courses.json は、この版では読めない形式です。「"format": 1」と書きます。
added-index-many = added/courses.json に書けるファイルは { $most } 個までです（いま { $files } 個）。
added-index-path = added/courses.json の「{ $path }」は、added の中のファイルの名前になっていません。
added-no-file = { $file } を読み込めませんでした。場所と名前を確かめてください。
added-mistake = { $file } の { $line } 行目: { $first }
added-mistakes = { $file } の { $line } 行目: { $first }（ほかに { $more } 件）
added-no-engine = 足した講座を読むしくみを始められませんでした（{ $detail }）。

## Lesson
lesson-failed = 講座を読み込めませんでした。{ $why }

## Prose
prose-table = 表
prose-optional = 読みとばしてもかまいません
alert-note = 補足
alert-tip = こつ
alert-important = 大事なこと
alert-warning = 注意
alert-caution = 気をつけて

## Saving
save-reading = 保存した内容を読んでいます
save-saving = 保存しています
save-saved = 保存済み { $time }
save-kept = 自動で保存します
save-failed-short = 保存できていません
save-fleeting-short = 保存されません
save-at-risk = まだ保存していない練習が { $exercises } 問あります
save-filed = 作業ファイルに残しました { $time }
save-by-file = 答えは作業ファイルに残せます
save-to-file = 作業ファイルに保存
save-full = このブラウザには保存できませんでした（空きがありません）。「作業ファイルを保存」で手元に残せます。
save-failed = このブラウザには保存できませんでした。「作業ファイルを保存」で手元に残せます。
save-fleeting = このブラウザは保存を受けつけません（プライベートウィンドウなど）。ページを閉じると消えるので、終わる前に「作業ファイルを保存」で手元に残してください。
save-newer = もっと新しい版の ama で保存された内容があります。上書きせずにそのまま残しています。新しい版を開くと続きができます。
save-damaged = 保存した内容の一部を読めませんでした。読めた分から続けられます。
save-aside = 「{ $module }」の「{ $title }」の答えは、ページを止めるおそれがあるので外してあります。消えてはいません。ファイルに保存できます。「もとに戻す」で、もう一度ためせます。
save-aside-back = もとに戻す
save-earlier = 前に途中まで書いたものがあります（{ $time }）。
save-earlier-take = 続ける
save-earlier-leave = 使わない（控えを消す）

## Work file
sentence-separator = { "" }
work-title = 作業ファイル
work-text = 答えと進み具合、確認した時刻やかかった時間を、まるごと 1 つのファイルに残せます。別のパソコンで読み込むと、続きができます。
work-at-hand = この教室は 1 つのファイルで動いています。終わる前に「作業ファイルに保存」を押すと答えが手元に残り、次に開いたときに続きができます。ブラウザにも控えを置きますが、消えることがあります。
work-at-hand-open = 作業ファイルを開いて続ける
work-save = 作業ファイルを保存
work-open = 作業ファイルを読み込む
work-saved = { $time } に「{ $name }」を保存しました。ブラウザの「ダウンロード」のフォルダーにあります。
work-merged = 読み込みました。練習 { $exercises } 問分の内容を、いまの内容と合わせました。よいほうの答えが残っています。
work-unreadable = ファイルを開けませんでした。いまの内容はそのままです。
work-damaged = このファイルは壊れていて読めません。いまの内容はそのままです。保存し直したファイルがあれば、それをためしてください。
work-foreign = これは ama の作業ファイルではありません。「ama-work-」で始まるファイルを選んでください。いまの内容はそのままです。
work-too-much = このファイルは作業ファイルとしては大きすぎて読めません（8 MB、講座 500 個、1 つの答えの手順 200 個、かっこの入れ子 100 段まで）。いまの内容はそのままです。「作業ファイルを保存」で作ったファイルを選んでください。
work-keeping = 読み込んだ内容を保存しています。
work-unkept = 内容はこの画面に入りましたが、このブラウザには保存できませんでした。ページを閉じずに、もとの作業ファイルも取っておいてください。
work-town = 町「{ $town }」はここの一覧にないので、使っていません。
work-newer = もっと新しい版の ama で保存されたファイルです。新しい版で開いてください。いまの内容はそのままです。
work-save-failed = ファイルを作れませんでした。ブラウザのダウンロードの設定を確かめてください。

## Files that do not come
fetch-network = 通信を確かめて、もう一度ためしてください。
fetch-missing = 必要なファイルが置き場所にありません。この教室を用意した人に「詳細」の文を知らせてください。
fetch-replaced = 新しい版に替わっています。ページを読み込み直してください。
fetch-damaged = 届いたファイルが途中で切れているか、壊れています。もう一度ためしても同じときは、この教室を用意した人に「詳細」の文を知らせてください。
fetch-file = この HTML ファイルは途中で切れているか、壊れています。もとの場所からコピーし直して、開いてください。

## Engine
engine-progress = 計算の準備
engine-fetch = 計算の準備をしています（{ $loaded } / { $total } MB）。先に読み進められます。
engine-start = 計算の準備をしています。先に読み進められます。
engine-tables = 表を用意しています。
engine-no-file = 計算のしくみを読み込めませんでした。{ $why }文章はそのまま読めます。
engine-old-browser = このブラウザでは計算のしくみが動きません。Edge、Chrome、Firefox、Safari の新しい版で開いてください。文章はそのまま読めます。
engine-broken = 計算のしくみを始められませんでした。もう一度ためしてください。入力した内容はそのままです。
engine-no-table = この講座の表を読み込めませんでした。{ $why }文章はそのまま読めます。
engine-version = 新しい版に替わっています。ページを読み込み直してください。入力した内容は残っています。
engine-stopped = 計算を止めました。入力した手順はそのままです。
engine-crashed = 計算のしくみが止まったので、始め直しました。入力した手順はそのままです。
engine-out-of-memory = 結果が大きすぎて、計算に使える記憶の量を超えました。計算のしくみを始め直しました。行を絞ってから、もう一度ためしてください。入力した手順はそのままです。
engine-timed-out = 時間がかかりすぎたので、計算を止めました。入力した手順はそのままです。行を絞ると速くなります。
engine-unavailable = 計算の準備ができていません。

## Kept for places without a network
offline-begin = オフラインで使えるようにする
offline-starting = オフラインの準備を始めています。
offline-storing = オフラインの準備をしています（{ $stored } / { $total } MB）。そのまま続けられます。
offline-ready = オフライン準備完了 ✔ { $stored }/{ $total } MB
offline-full = このブラウザの空きが足りないので、オフラインの準備ができませんでした。通信のある所では、いままでどおり使えます。
offline-stopped = オフラインの準備が途中で止まりました。この画面はそのまま使えます。「もう一度ためす」を押すと、続きから準備します。
offline-refused = このブラウザは保存を受けつけないので、オフラインの準備ができません。通信のある所では、いままでどおり使えます。
offline-host = 置き場所のサーバーが sw.js を JavaScript として渡さないので、オフラインの準備ができません。用意した人に知らせてください。通信のある所では、いままでどおり使えます。
offline-remove = オフライン用の保存を消す
offline-remove-question = 消すと、通信のない所では開けなくなります。答えと進み具合は消えません。
offline-remove-yes = 消す
offline-removed = オフライン用の保存を消しました。答えと進み具合はそのままです。
offline-again = もう一度準備する
newer-title = 新しい版があります。
newer-text = 切り替えると、この画面を読み込み直します。答えと進み具合は消えません。版が上がった講座では、前の答えが「別の下書き」に移ります。
newer-switch = 新しい版に切り替える

## Unknown address
unknown-title = ページがありません
unknown-text = 「{ $address }」という場所はありません。講座の一覧から選び直してください。

## The free room
free-title = 自由に試す
free-lead = このサイトの表でも、自分のファイルでも、好きなように試せます。課題も採点もありません。
file-open = 自分のファイルを開く
