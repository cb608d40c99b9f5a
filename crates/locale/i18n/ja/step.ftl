### Steps: label and example in the menu, and one sentence of what a step does (`…-words`).

step-from-label = 表を選ぶ
step-from-example = どの表から始めるかを決めます
step-from-words = { $table }から始める
step-filter-label = 行を絞る
step-filter-example = 例：「年」が 2020 の行だけを残します
step-filter-words = { $predicate } の行に絞る
step-select-label = 列を選ぶ
step-select-example = 例：「市町名」と「人口」だけを残します
step-select-words = { $columns }の列だけを残す
step-sort-label = 並べ替える
step-sort-example = 例：「人口」の大きい順に並べます
step-sort-words = { $by }に並べ替える
step-group-by-label = グループごとに集計する
step-group-by-example = 例：「地域」ごとに「人口」を合計します
step-group-by-words = { $keys }ごとに、{ $aggs }を求める
step-group-by-words-all = 全体で、{ $aggs }を求める
step-group-by-words-keys = { $keys }の組み合わせを 1 行ずつにまとめる
step-with-columns-label = 計算した列を足す
step-with-columns-example = 例：人口 ÷ 世帯数 を「一世帯あたり」とします
step-with-columns-words = { $columns }の列を足す
step-head-label = 上から数行を残す
step-head-example = 例：上位 10 行を残します
step-head-words = 上から { $n } 行を残す
step-tail-label = 下から数行を残す
step-tail-example = 例：最後の 10 行を残します
step-tail-words = 下から { $n } 行を残す
step-rename-label = 列名を変える
step-rename-example = 例：「人口合計」を「人口」にします
step-rename-words = 列名を{ $pairs }に変える
step-unique-label = 重なりを除く
step-unique-example = 例：同じ「市町名」が 2 回あれば 1 行にします
step-unique-words = { $columns }が同じ行を 1 行にする
step-unique-words-all = すべて同じ行を 1 行にする
step-join-label = 別の表とつなぐ
step-join-example = 例：「市町コード」を手がかりに面積を横に足します
step-join-words-left = { $on }を手がかりに「{ $table }」を横につなぐ
step-join-words-inner = { $on }を手がかりに「{ $table }」を横につなぎ、相手のない行は除く
step-join-words-semi = { $on }が「{ $table }」にある行だけを残す
step-join-words-anti = { $on }が「{ $table }」にない行だけを残す
step-join-words-cross = 「{ $table }」とのすべての組み合わせを作る
step-union-label = 別の表を下に足す
step-union-example = 例：前の年の表を下に続けます
step-union-words = 「{ $table }」を下に足す
step-pivot-label = 横に広げる
step-pivot-example = 例：「年」ごとに列を作ります
step-pivot-words = 「{ $on }」の値ごとに列を作り、「{ $values }」の{ $agg }を入れる
step-unpivot-label = 縦に並べる
step-unpivot-example = 例：「男」「女」の列を「項目」と「値」にします
step-unpivot-words = { $columns }の列を「{ $name }」と「{ $value }」の 2 列にする
step-fill-null-label = 欠測を埋める
step-fill-null-example = 例：空欄を 0 にします
step-fill-null-words = { $columns }の欠測を { $value } で埋める
step-cast-label = 数に直す（日付・文字も）
step-cast-example = 例：「1,234」や「▲５」を計算できる数にします
step-cast-words-number = { $columns }を数に直す
step-cast-words-date = { $columns }を日付に直す
step-cast-words-text = { $columns }を文字に直す
step-cast-words-fiscal_year = { $columns }を年度に直す
step-normalise-label = 文字をそろえる
step-normalise-example = 例：全角の英数字や半角カナ、余分な空白を直します
step-normalise-words = { $columns }の文字をそろえる
step-fill-down-label = 上の値で埋める
step-fill-down-example = 例：「同じ」なので空けてある欄を、上の値で埋めます
step-fill-down-words = { $columns }の欠測を上の値で埋める
step-drop-totals-label = 計の行を除く
step-drop-totals-example = 例：「県計」や「小計」の行を外します
step-drop-totals-words = { $columns }が計の行を除く
step-drop-totals-words-named = { $columns }が{ $texts }の行を除く
step-split-label = 列を分ける
step-split-example = 例：「住所」を町名と番地に分けます
step-split-words = { $columns }を{ $texts }に分ける
step-key-conversion-label = 団体コードを直す
step-key-conversion-example = 例：242012 を 24201 にします
step-key-conversion-words = { $columns }を{ $from }から{ $to }に直す
step-share-label = 構成比を出す
step-share-example = 例：「人口」の、県全体に対する割合を出します
step-share-words = { $within }{ $columns }の構成比「{ $name }」を出す
step-rank-label = 順位を付ける
step-rank-example = 例：「人口」の大きい順に 1 位、2 位と付けます
step-rank-words = { $within }{ $by }に順位「{ $name }」を付ける
step-cum-sum-label = 累計を出す
step-cum-sum-example = 例：「売上」を大きい順に足していきます
step-cum-sum-words = { $within }{ $by }に{ $columns }の累計「{ $name }」を出す
step-change-label = 前とくらべる
step-change-example = 例：前の年との差や増減率を出します
step-change-words = { $within }{ $columns }の、{ $by }で { $n } { $unit }前との{ $how }「{ $name }」を出す
step-rolling-label = 移動平均を出す
step-rolling-example = 例：12 か月の平均で季節をならします
step-rolling-words = { $within }{ $columns }の、{ $by }で { $n } { $unit }分の{ $how }「{ $name }」を出す
step-bins-label = 区切って名前を付ける
step-bins-example = 例：「年齢」を 0～9、10～19 に分けます
step-bins-words = { $columns }を区切った「{ $name }」を足す
step-within = { $keys }ごとに、
step-words-unfinished = { $label }（{ $field }がまだ入っていません）

## What people do in Excel for the same

step-excel = Excel なら
step-excel-from = Excel なら：使うシートを開きます。
step-excel-filter = Excel なら：見出しの ▼ で値を選びます（フィルター）。
step-excel-select = Excel なら：いらない列を消すか、非表示にします。
step-excel-sort = Excel なら：見出しの ▼ で昇順か降順を選びます（並べ替え）。
step-excel-group-by = Excel なら：ピボットテーブルか、SUMIF、COUNTIF、AVERAGEIF を使います。
step-excel-with-columns = Excel なら：となりの列に =B2/C2 のような式を書き、下までコピーします。
step-excel-head = Excel なら：並べ替えて、上の行だけを残します。
step-excel-tail = Excel なら：並べ替えて、下の行だけを残します。
step-excel-rename = Excel なら：見出しのセルを書き直します。
step-excel-unique = Excel なら：「データ」タブの「重複の削除」を使います。
step-excel-join = Excel なら：VLOOKUP か XLOOKUP で、別の表から値を引いてきます。
step-excel-union = Excel なら：別の表の行をコピーして、下に貼り付けます。
step-excel-pivot = Excel なら：ピボットテーブルで、その列を「列」に置きます。
step-excel-unpivot = Excel なら：Power Query の「列のピボット解除」を使います。
step-excel-fill-null = Excel なら：「ジャンプ」で空白のセルを選び、値を入れて Ctrl+Enter を押します。
step-excel-cast = Excel なら：VALUE 関数か「区切り位置」で、数値や日付に直します。
step-excel-normalise = Excel なら：ASC 関数や TRIM 関数で直します。
step-excel-fill-down = Excel なら：「ジャンプ」で空白のセルを選び、= と ↑ を押して Ctrl+Enter を押します。
step-excel-drop-totals = Excel なら：見出しの ▼ で計の行を外します（フィルター）。
step-excel-split = Excel なら：「データ」タブの「区切り位置」を使います。
step-excel-key-conversion = Excel なら：=LEFT(A2,5) のように切り出します。
step-excel-share = Excel なら：=B2/SUM(B$2:B$30) のように割ります。
step-excel-rank = Excel なら：RANK.EQ 関数を使います。
step-excel-cum-sum = Excel なら：並べ替えて、=SUM(B$2:B2) を下までコピーします。
step-excel-change = Excel なら：並べ替えて、=B3-B2 のように上の行と計算します。
step-excel-rolling = Excel なら：並べ替えて、=AVERAGE(B2:B4) を下までコピーします。
step-excel-bins = Excel なら：IFS 関数か、ピボットテーブルの「グループ化」を使います。

## Fields

step-field-table = 表
step-field-columns = 列
step-field-pairs = 列名
step-field-predicate = 条件
step-field-keys = まとめる列
step-field-aggs = 集計のしかた
step-field-by = 並べる列
step-field-on = 手がかりの列
step-field-values = 値の列
step-field-name = 新しい列の名前
step-field-value = 値
step-field-kind = グラフの種類
step-field-sql = SQL
step-field-column = 列
step-field-within = 何ごとに（選ばなければ全体で）
step-field-how = 求め方
step-field-periods = いくつ分
step-field-unit = 単位
step-field-words = 除くことば（空なら「計」など。例：県計、*郡）
step-field-separator = 区切りの文字
step-field-names = 新しい列の名前（、で区切る）
step-field-from = 今の形
step-field-to = 直す形
step-field-width = 幅
step-field-edges = 幅の代わりに、区切る数（例：15、65）
step-word-separator = 区切りの文字で
step-word-digit = 最初の数字の前で
step-word-code6 = 6 けた
step-word-code5 = 5 けた
step-word-r5 = R と 5 けた
step-word-difference = 差
step-word-rate = 増減率
step-word-ratio = 比
step-word-one = つ
step-word-day = 日
step-word-month = か月
step-word-year = 年

## Parts of sentences

expression-and = かつ
expression-or = または
expression-not = でない：
expression-is-null = が欠測
expression-is-not-null = が欠測でない
expression-named = 「{ $name }」＝ { $expr }
expression-renamed = 「{ $from }」から「{ $to }」
expression-pair = 「{ $left }」と「{ $right }」
aggregate-of = 「{ $column }」の{ $aggregate }
aggregate-rows = 件数
aggregate-sum = 合計
aggregate-mean = 平均
aggregate-median = 中央値
aggregate-min = 最小
aggregate-max = 最大
aggregate-count = 件数
aggregate-first = 最初の値
