### スタジオ（教材を作る画面）と、zip で受け取った教材の言葉。

studio-title = 教材を作る
studio-lead = このブラウザだけで、教材を書き、試し、配れます。
studio-kept = 書いたものはこのブラウザの中に保存されます。
studio-fleeting = このブラウザには保存できません。ページを閉じる前に「配布」で zip を保存してください。
studio-new = 新しい教材を作る
studio-open-zip = zip を読み込む…
studio-reading = 読み込んでいます。
studio-imported = { $count } 件の教材を読み込みました。
studio-mine = 自分の教材
studio-none-yet = まだありません。「新しい教材を作る」で始めます。
studio-changed = { $when } に変更
studio-remove = 消す
studio-remove-question = 「{ $title }」を消します。元には戻せません。残しておきたいときは、先に開いて「配布」で zip を保存してください。
studio-to-list = 自分の教材の一覧
studio-no-draft = この教材は、このブラウザにありません。

## 書く
studio-tools = 道具
studio-insert = 練習を入れる
studio-kind-table = 表を作る（.table）
studio-kind-chart = グラフを選ぶ（.chart）
studio-kind-choice = 選ぶ（.choice）
studio-kind-number = 数を答える（.number）
studio-kind-text = 言葉で答える（.text）
studio-kind-essay = 自由に書く（.essay）
studio-add-seed = データを入れる
studio-add-file = ファイルを足す…
studio-remove-file = { $path } を消す
studio-file-size = { $kilobytes } KB
studio-file-kind = 「{ $path }」は使えません。表のファイル（Excel、CSV）、表の説明（.toml）、画像のどれかを選んでください。
studio-view = 表示の切り替え
studio-write = 書く
studio-see = 見る
studio-text = 教材の本文（Markdown）
studio-preview = できあがりの見本
studio-first-look = 教材を読んでいます。
studio-fetch-failed = 通信できませんでした（{ $detail }）。通信を確かめてください。

## 知らせ
studio-no-problems = 誤りも注意もありません
studio-problems = 誤り { $errors } 件・注意 { $warnings } 件
studio-error = 誤り
studio-warning = 注意
studio-line = { $line } 行目

## 記録
studio-record = 記録
studio-record-first = この練習に答えてみると、その答えをファイルに書き込めます。
studio-record-text = いまの答えを、ファイルに書き込みます。
studio-record-solution = 解答にする
studio-record-starter = 初期状態にする
studio-record-accept = 正しい答えに加える
studio-record-choice = 選択肢ごとに返す言葉は、本文に書きます。
studio-record-number = 正しい数は、本文の check の SQL がデータから計算します。ここでは想定誤答だけを書き込めます。
studio-record-say = まちがえた人に返す言葉
studio-record-wrong = 想定誤答に加える

## テスト実行と配布
studio-test = テスト実行
studio-testing = テストしています。
studio-report-exercise = 練習
studio-report-solution = 解答
studio-report-starter = 初期状態
studio-report-wrongs = 想定誤答
studio-report-hints = ヒント
studio-report-time = 時間
studio-report-millis = { $millis } ミリ秒
studio-good = よい
studio-bad = 直すところがあります
studio-none = なし
studio-hand-out = 配布

## 配布
hand-form = 渡す形
hand-form-module-zip = 教材だけの zip
hand-note-module-zip = 受け取った人は、サイトの最初の画面に落として使います。
hand-form-html = HTML 1ファイル
hand-note-html = ダブルクリックで開けます。サイトもネットワークもいりません。
hand-form-folder = フォルダー一式の zip
hand-note-folder = 開いて、Web サーバーに置きます。多くの人が同じ番地で使えます。
hand-no-material = このページは HTML 1ファイル版なので、HTML とフォルダーの材料を持っていません。サイトの「教材を作る」でなら作れます。教材の zip は、ここでも作れます。
hand-what = 入れるもの
hand-track = サイトのトラック「{ $title }」
hand-no-tracks = サイトの教材は、受け取った人のサイトにもあるので、zip には入れません。
hand-make = 作る
hand-progress = 材料を集めた割合
hand-reading = 教材を読んでいます。
hand-fetching = 材料を集めています（{ $loaded } / { $total } MB）。
hand-making = まとめています。
hand-made = できました。保存が始まらないときは、下のボタンを押してください。
hand-next-module-zip = このファイルを受講者に渡します。
hand-next-html = このファイルを渡すか、USB メモリーに入れます。
hand-next-folder = zip を開き、中のフォルダーをそのまま Web サーバーに置きます。持込申請の書類（mochikomi.html）も入っています。
hand-save = { $name } を保存（{ $size }）
hand-save-papers = 持込申請の書類 { $name } を保存（{ $size }）
hand-inside = 入っている教材
hand-module = { $title }（{ $id }、版 { $version }）
hand-data = データの出典と利用条件
hand-datum = { $title } — 出典: { $attribution }。利用条件: { $licence }
hand-unknown = 書かれていません
hand-parts = ほかの人が作った部品の利用条件
hand-part = { $licence }: { $count } 個
hand-sizes = 大きさの内訳
hand-size = { $raw }（圧縮すると { $gzip }）
hand-megabytes = { $megabytes } MB
hand-part-first-paint = 最初の画面
hand-part-rooms = 講座と練習の画面
hand-part-studio = 教材を作る画面
hand-part-engine = 計算のしくみ
hand-part-content = 教材、表、画像
hand-part-papers = 一覧と書類
hand-part-one-file = 1つの HTML
hand-mistakes = 「{ $title }」に誤りが残っているので、まだ配れません。その教材を開き、知らせを見て直してください。
hand-twice = 「{ $id }」という id の教材が二つあります。片方の id を変えるか、片方だけを選んでください。
hand-gone = 教材を読み出せませんでした（{ $detail }）。

## 受け取った教材
zip-title = 追加した教材
zip-text = 配られた zip ファイルをここに落とすか、「教材を開く…」で選びます。
zip-open = 教材を開く…
zip-reading = 教材を読んでいます。
zip-done = 「{ $titles }」を追加しました。
zip-remove = 外す
zip-remove-question = 「{ $title }」をこのブラウザから外します。答えた記録は残ります。
zip-removed = 外しました。
zip-no-module = この zip には教材（module.md）がありません。
zip-not-text = { $path } を文章として読めません。UTF-8 で保存し直してもらってください。
zip-mistakes = { $path } に誤りが { $count } 件あるので、追加できません（{ $line } 行目: { $first }）。作った人に知らせてください。
zip-taken = この教室には「{ $id }」という教材がもうあります。作った人に id を変えてもらってください。
zip-not-kept = このブラウザに保存できませんでした（{ $detail }）。

## 外へのリンク
leave-title = 外のページを開きます
leave-text = この教室の外のページです。こちらの学習の記録は送られません。
leave-go = 開く

## 見立て
intake-title = このファイルの見立て：{ $name }
intake-reading = ファイルを読んでいます。
intake-broken = このファイルは読めませんでした。こわれているか、大きすぎるようです。Excel などで開けるかを確かめ、保存し直してから、もう一度選んでください。
intake-size = 、{ $rows } 行 × { $columns } 列
intake-sheet = シート
intake-sheet-of = { $name }（{ $rows } 行 × { $columns } 列）
intake-header = 見出しの行
intake-header-first = 見出しの最初の行
intake-header-last = 見出しの最後の行
intake-repairs = 直すところ
intake-count = （{ $count } 個）
intake-blank = 空
intake-gone = なくなる
intake-result = できる表：{ $rows } 行 × { $columns } 列
intake-table = できる表のはじめの行
intake-about = 表の説明
intake-name = 表の名前
intake-leave = 入れない
intake-as-it-is = 直さずに入れる
intake-put = この表を教材に入れる
intake-done = 「{ $name }」を入れました。
describe-button = { $path } の説明
describe-short = 説明
describe-title-of = 表の説明
describe-title = 題名
describe-publisher = 公表した人・組織
describe-year = いつのデータか
describe-url = アドレス
describe-licence = 利用条件
describe-attribution = 出典の書き方
describe-note = 注
describe-columns = 列の説明
describe-column = 列
describe-meaning = 意味
describe-unit = 単位
describe-type = 型
describe-text = 文字
describe-int = 整数
describe-float = 小数
describe-date = 日付
describe-bool = はい・いいえ
describe-save = 説明を保存
