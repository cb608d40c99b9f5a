### What the grader found, in words. What is right comes first, then one cause, then one next action (`…-next`).
### `$share` is `one` where there is one row, `all` where every compared row is wrong, else `some`.

## Building blocks

quoted = 「{ $name }」
list-separator = 、
key-separator = ・
dtype-int = 数
dtype-float = 数
dtype-text = 文字
dtype-bool = はい・いいえ
dtype-date = 日付
value-missing = —（欠測）
value-empty-text = （空の文字）
value-true = はい
value-false = いいえ
value-date = { $year }年{ $month }月{ $day }日
value-infinite = 計算できません（0 で割りました）
value-nan = 計算できません（0 ÷ 0 など）
chars-full-width = 全角数字
chars-space = 空白

## What is right already

right-rows-columns = 行数と列は合っています。
right-rows = 行数は{ $rows }で合っています。
right-columns = 列は合っています。
right-values = { $columns }の値は合っています。
right-all-values = 行と値はすべて合っています。
right-parts = { $parts }は合っています。

## The verdict as a whole

verdict-correct = 正解です。
verdict-not-yet = まだ合っていません。
headline-not-yet = まだ合っていません（{ $attempt } 回目）
headline-unchanged = まだ何も変わっていません（{ $attempt } 回目）
verdict-incomplete = まだ答えが入っていません。
verdict-incomplete-next = 答えを入れてから「確認する」を押してください。
verdict-incomplete-field = { $field }がまだ入っていません。
verdict-incomplete-field-next = 入れ終えてから「確認する」を押してください。
verdict-cannot-grade = この練習の採点のしかたに不具合があり、確認できませんでした。あなたの答えのせいではありません。
verdict-cannot-grade-next = 先に進めます。「詳細」を講師に伝えてください。

## Remarks on a right answer

note-name-width = 列名「{ $got }」は、全角・半角や空白が「{ $want }」とちがいます。名前をそろえておくと、あとで表をつなぐときに困りません。
note-must-use = 「{ $verb }」を使ってもできます。ためしてみましょう。
note-too-many-steps = { $got } 手順でできました。{ $max } 手順でもできます。

## Did it run

finding-broken-step = 手順 { $step } が動いていません。
finding-unchanged = 元の表のままです。
finding-unchanged-next = 手順を足して、もう一度確認しましょう。
finding-empty = 結果が 0 行です。正しくは { $want } 行です。
finding-empty-next = 「行を絞る」の条件を見直しましょう。全角と半角のちがいや、余分な空白もよくある原因です。

## Columns

finding-missing-column = 「{ $want }」という列がありません。
finding-missing-column-next = 「{ $want }」を作る手順が抜けていないか、途中の手順で落としていないか、見てみましょう。
finding-missing-columns = { $columns }の列がありません。
finding-missing-columns-next = 作る手順が抜けていないか、途中の手順で落としていないか、見てみましょう。
finding-renamed-column = 「{ $want }」という列がありません。「{ $near }」のことですか？
finding-renamed-column-next = 列名を「{ $want }」にしましょう。
finding-alike-column = 「{ $want }」という列がありません。よく似た「{ $near }」という列はあります。{ $how }
finding-alike-column-next = 列の名前を「{ $want }」に付け直してください。
finding-extra-column = 「{ $got }」という列は、この問いでは使いません。
finding-extra-column-next = 「列を選ぶ」で必要な列だけを残しましょう。
finding-extra-columns = この問いで使わない列が { $count } 列あります（{ $columns }{ $more ->
    [yes] など
   *[no] {""}
}）。
finding-extra-columns-next = 「列を選ぶ」で必要な列だけを残しましょう。
finding-column-order = 列の並ぶ順がちがいます（いまは左から{ $columns }）。
finding-column-order-next = 「列を選ぶ」で、問いの文にある順に並べましょう。
finding-text-number = 「{ $column }」は文字として読み込まれています。
finding-text-number-next = 「数に直す」を使うと計算できます。
finding-text-number-chars = 「{ $column }」は文字として読み込まれています。{ $chars }が入っているためです。
finding-text-number-chars-next = 「数に直す」を使うと計算できます。
finding-text-date = 「{ $column }」は文字として読み込まれています。
finding-text-date-next = 「数に直す」の手順で日付を選ぶと、和暦も日付になります。
finding-text-date-chars = 「{ $column }」は文字として読み込まれています。日付が和暦や「年月日」などの書き方のままだからです。
finding-text-date-chars-next = 「数に直す」の手順で日付を選ぶと、和暦も日付になります。
finding-column-type = 「{ $column }」は{ $got }になっています。ここでは{ $want }が必要です。
finding-column-type-next = 「数に直す」の手順で{ $want }にしましょう。
finding-column-words = 「{ $column }」に、{ $want }ではない文字が入っています。
finding-column-words-next = 列を取りちがえていないか、手順をたどってみましょう。

## Rows

finding-row-count = あなたの表は { $got } 行で、正しくは { $want } 行です。
finding-row-count-next = 行を絞る手順と、まとめる手順を見直しましょう。
finding-same-count = 行数は合っていますが、中の行がちがいます。
finding-fan-out = 結合で相手が 1 つに決まらず、同じ行が { $times } 回まで増えています。
finding-fan-out-next = 結合に使う列を増やすか、相手の表を先に 1 件 1 行にしましょう。
finding-total-row = 「{ $label }」の行が残っています。
finding-total-row-next = 「行を絞る」で除きましょう。残っていると二重に数えます。
finding-total-row-unnamed = 合計の行が残っています。
finding-total-row-unnamed-next = 「行を絞る」で除きましょう。残っていると二重に数えます。
finding-note-row = 「{ $text }」の行は、見出しか注記です。
finding-note-row-next = 「行を絞る」で、データではない行を除きましょう。
finding-null-group-dropped = 欠測（空欄）の行のまとまりがありません。
finding-null-group-dropped-next = 欠測を先に除いていないか見てみましょう。
finding-null-group-kept = 欠測（空欄）の行のまとまりが残っています。
finding-null-group-kept-next = 「行を絞る」で欠測の行を除きましょう。
finding-not-filtered = 除くはずの { $extra } 行が残っています。
finding-not-filtered-next = 「行を絞る」の条件を見直しましょう。
finding-filtered-too-much = 必要な { $missing } 行がなくなっています。
finding-filtered-too-much-next = 条件が厳しすぎないか、残す行数が少なすぎないか見てみましょう。
finding-duplicates = 同じ行が重なっていて、{ $extra } 行多くなっています。
finding-duplicates-next = 「重なりを除く」を使いましょう。
finding-boundary-rows = 境目の値の行の扱いがちがいます。
finding-boundary-rows-next = 「以上」と「より大きい」、「以下」と「未満」を問いの文と見くらべましょう。
finding-join-kind-rows = 結合の種類がちがいます。
finding-join-kind-rows-next = 相手のない行を残すのか除くのか、問いの文を見直しましょう。
finding-keys-both = { $named ->
    [yes] { $key }で見ると、
   *[no] {""}
}足りない行が { $missing } 行、余分な行が { $extra } 行あります。
finding-keys-missing = { $named ->
    [yes] { $key }で見ると、
   *[no] {""}
}{ $missing } 行足りません。
finding-keys-extra = { $named ->
    [yes] { $key }で見ると、
   *[no] {""}
}余分な行が { $extra } 行あります。
finding-keys-repeated = { $named ->
    [yes] { $key }で見ると、
   *[no] {""}
}2 回以上出てくるものが { $repeated } 件あります。
finding-keys-next = { $named ->
    [yes] { $key }の値を、元の表と見くらべましょう。
   *[no] 1 行ずつ、元の表と見くらべましょう。
}
finding-sample-missing = たとえば「{ $key }」がありません。
finding-sample-extra = たとえば「{ $key }」が余分です。
finding-sample-repeated = たとえば「{ $key }」が 2 回以上あります。
finding-sample-value = たとえば「{ $key }」の行です。
finding-sample-cells = 「{ $key }」の行は、あなたの表では { $got }、正しくは { $want } です。
finding-cells = あなたの表では { $got }、正しくは { $want } です。

## Values

finding-values = { $share ->
    [one] 「{ $column }」の値がちがいます。
    [all] 「{ $column }」の { $of } 件がすべてちがいます。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件がちがいます。
}
finding-values-next = 「{ $column }」をどの列からどう作ったか、手順をたどってみましょう。
finding-factor = { $share ->
    [one] 「{ $column }」が正解の{ $times }です。
    [all] 「{ $column }」がすべて正解の{ $times }です。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件が正解の{ $times }です。
}
finding-factor-unit-next = 元の表の単位を見てみましょう。
finding-factor-other-next = 二重に数えていないか、掛ける数や割る数が合っているか見てみましょう。
times-over = 1/{ $n }
times = { $n }倍
finding-offset = { $share ->
    [one] 「{ $column }」が正解より { $by } { $direction ->
        [more] 大きく
       *[less] 小さく
    }なっています。
    [all] 「{ $column }」がすべて正解より { $by } { $direction ->
        [more] 大きく
       *[less] 小さく
    }なっています。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件が正解より { $by } { $direction ->
        [more] 大きく
       *[less] 小さく
    }なっています。
}
finding-offset-next = 足す数や引く数、数え始めを見直しましょう。
finding-sign = { $share ->
    [one] 「{ $column }」の符号（＋と−）が逆です。
    [all] 「{ $column }」の符号（＋と−）がすべて逆です。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件で、符号（＋と−）が逆です。
}
finding-sign-next = 引き算があれば、何から何を引くのか、順番を見直しましょう。
finding-rounded = 「{ $column }」が{ $decimals ->
    [0] 整数に
   *[other] 小数第{ $decimals }位までに
}丸められています。
finding-rounded-next = 丸めるのは最後にしましょう。
finding-not-rounded = 「{ $column }」は{ $decimals ->
    [0] 整数に
   *[other] 小数第{ $decimals }位までに
}丸めます。
finding-not-rounded-next = 式に四捨五入（ROUND）を入れましょう。
finding-shifted-before = 「{ $column }」が 1 行ずれて、前の行の値になっています。
finding-shifted-before-next = 並び順と、ずらす行数を見直しましょう。
finding-shifted-after = 「{ $column }」が 1 行ずれて、次の行の値になっています。
finding-shifted-after-next = 並び順と、ずらす行数を見直しましょう。
finding-swapped = 「{ $column }」に「{ $with }」の値が入っています。
finding-swapped-next = 列の取りちがえがないか、式と列名を見直しましょう。
finding-missing-values = { $share ->
    [one] 「{ $column }」が欠測（空欄）です。
    [all] 「{ $column }」がすべて欠測（空欄）です。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件が欠測（空欄）です。
}
finding-missing-values-next = 読めない文字や、結合の相手が見つからない行がないか見てみましょう。
finding-zero-for-missing = 「{ $column }」の欠測（空欄）が { $bad } 件、0 になっています。
finding-zero-for-missing-next = 「わからない」と「0」は別です。欠測のまま残しましょう。
finding-aggregate = 「{ $column }」が{ $want }ではなく{ $got }になっています。
finding-aggregate-next = 「グループごとに集計する」の計算のしかたを「{ $want }」に変えましょう。
finding-boundary = 「{ $column }」を求めるとき、境目の値の行の扱いがちがいます。
finding-boundary-next = 「以上」と「より大きい」、「以下」と「未満」を問いの文と見くらべましょう。
finding-join-kind = 「{ $column }」のちがいは、結合の種類から来ています。
finding-join-kind-next = 相手のない行を残すのか除くのか、問いの文を見直しましょう。
finding-spelling = { $share ->
    [one] 「{ $column }」は、全角・半角か空白だけがちがいます。
    [all] 「{ $column }」は、全角・半角か空白だけがすべてちがいます。
   *[some] 「{ $column }」の { $of } 件中 { $bad } 件は、全角・半角か空白だけがちがいます。
}
finding-spelling-next = 元の表の書き方にそろえましょう。
finding-share-for-amount = 「{ $column }」が{ $percent ->
    [yes] 全体に占める割合（%）
   *[no] 全体に占める割合
}になっています。
finding-share-for-amount-next = 合計で割る前の数を答えましょう。
finding-amount-for-share = 「{ $column }」が割合ではなく、元の数のままです。
finding-amount-for-share-next = 全体の合計で割りましょう。

## Order

finding-order = { $at } 行目から並び順がちがいます。
finding-order-next = 「並べ替える」の列と順を、問いの文と見くらべましょう。
finding-order-reversed = 並び順が逆です。
finding-order-reversed-next = 大きい順か小さい順か、問いの文を見直しましょう。
finding-order-told = { $at } 行目から並び順がちがいます。
finding-order-told-next = 「並べ替える」で{ $by }にしましょう。
finding-order-reversed-told = 並び順が逆です。
finding-order-reversed-told-next = 「並べ替える」で{ $by }にしましょう。
order-descending = 「{ $column }」の大きい順
order-ascending = 「{ $column }」の小さい順
order-then = 、同じなら

## The solution with one thing changed gives just this result. `$named` says whether `$columns` is there.

finding-dropped-filter = { $named ->
    [yes] { $columns }で行を絞る手順が抜けているようです。
   *[no] 行を絞る手順が抜けているようです。
}
finding-dropped-filter-next = どの行を使うのか問いの文を見直し、「行を絞る」に条件を足しましょう。
finding-dropped-select = 列を選ぶ手順が抜けているようです。
finding-dropped-select-next = 「列を選ぶ」で、問いにある列だけを残しましょう。
finding-dropped-sort = { $columns }で並べ替える手順が抜けているようです。
finding-dropped-sort-next = 「並べ替える」を、問いの文にある順で足しましょう。
finding-dropped-group-by = { $named ->
    [yes] { $columns }ごとに集計する手順が抜けているようです。
   *[no] 集計する手順が抜けているようです。
}
finding-dropped-group-by-next = 「グループごとに集計する」を足しましょう。
finding-dropped-with-columns = { $columns }を計算する手順が抜けているようです。
finding-dropped-with-columns-next = 「計算した列を足す」で、問いの文にある計算をしましょう。
finding-dropped-head = 上から数行を残す手順が抜けているようです。
finding-dropped-head-next = 何行を答えるのか問いの文を見直し、「上から数行を残す」を足しましょう。
finding-dropped-tail = 下から数行を残す手順が抜けているようです。
finding-dropped-tail-next = 何行を答えるのか問いの文を見直し、「下から数行を残す」を足しましょう。
finding-dropped-rename = { $columns }の列名を変える手順が抜けているようです。
finding-dropped-rename-next = 「列名を変える」で、問いの文にある列名にしましょう。
finding-dropped-unique = 重なりを除く手順が抜けているようです。
finding-dropped-unique-next = 「重なりを除く」を足しましょう。
finding-dropped-join = { $columns }とつなぐ手順が抜けているようです。
finding-dropped-join-next = 「別の表とつなぐ」を足しましょう。
finding-dropped-union = { $columns }を下に足す手順が抜けているようです。
finding-dropped-union-next = 「別の表を下に足す」を足しましょう。
finding-dropped-pivot = 横に広げる手順が抜けているようです。
finding-dropped-pivot-next = 「横に広げる」を足しましょう。
finding-dropped-unpivot = 縦に並べる手順が抜けているようです。
finding-dropped-unpivot-next = 「縦に並べる」を足しましょう。
finding-dropped-fill-null = { $columns }の欠測（空欄）を埋める手順が抜けているようです。
finding-dropped-fill-null-next = 「欠測を埋める」を足しましょう。
finding-dropped-cast = { $columns }を数や日付に直す手順が抜けているようです。
finding-dropped-cast-next = 「数に直す」を、計算の前に足しましょう。
finding-dropped-header = 見出しの行を決める手順が抜けているようです。
finding-dropped-header-next = 「見出しの行を決める」を、最初に足しましょう。
finding-dropped-other = 「{ $step }」の手順が抜けているようです（{ $columns }）。
finding-dropped-other-next = 「{ $step }」を足しましょう。
finding-sort-flipped = 「{ $column }」の並べ替えの向きが逆のようです。
finding-sort-flipped-next = 大きい順か小さい順か、問いの文を見直しましょう。
finding-and-or = { $joined ->
    [and] { $columns }の条件を「かつ」（AND）でつないでいるようです。
   *[or] { $columns }の条件を「または」（OR）でつないでいるようです。
}
finding-and-or-next = 両方を満たす行か、どちらかを満たす行か、問いの文を見直しましょう。
finding-boundary-moved = { $named ->
    [yes] { $columns }の境目の値の扱いがちがうようです。
   *[no] 条件の境目の値の扱いがちがうようです。
}
finding-boundary-moved-next = 「以上」と「より大きい」、「以下」と「未満」、境目の数を問いの文と見くらべましょう。
finding-join-kind-changed = { $columns }とのつなぎ方（結合の種類）がちがうようです。
finding-join-kind-changed-next = 相手のない行を残すのか除くのか、問いの文を見直しましょう。
finding-aggregate-changed = { $named ->
    [yes] { $columns }が{ $want }ではなく{ $got }になっているようです。
   *[no] { $want }ではなく{ $got }を求めているようです。
}
finding-aggregate-changed-next = 計算のしかたを「{ $want }」に変えましょう。
finding-group-missing = 「{ $missing }」がグループの列に入っていないようです。
finding-group-missing-next = 何ごとの集計か、問いの文を見直しましょう。
finding-group-extra = 「{ $extra }」もグループの列に入っているようです。
finding-group-extra-next = 何ごとの集計か、問いの文を見直しましょう。
finding-group-swapped = 「{ $extra }」ごとに集計しているようです。
finding-group-swapped-next = 何ごとの集計か、問いの文を見直しましょう。
finding-filter-value = 「{ $column }」が{ $got }の行を使っているようです。
finding-filter-value-next = 問いの文の「{ $column }」と見くらべましょう。
finding-unit-forgotten = { $named ->
    [yes] { $columns }で、単位をそろえる計算（割り算や掛け算）が抜けているようです。
   *[no] 単位をそろえる計算（割り算や掛け算）が抜けているようです。
}
finding-unit-forgotten-next = 元の表の単位と、問いの文の単位を見くらべましょう。
finding-unit-other = { $named ->
    [yes] { $columns }を求めるとき、{ $got } で割っているようです。
   *[no] { $got } で割っているようです。
}
finding-unit-other-next = 元の表の単位と、問いの文の単位を見くらべましょう。
finding-rounding-forgotten = { $named ->
    [yes] { $columns }の四捨五入（ROUND）が抜けているようです。
   *[no] 四捨五入（ROUND）が抜けているようです。
}
finding-rounding-forgotten-next = どの位まで答えるのか問いの文を見直し、式に四捨五入（ROUND）を入れましょう。
finding-rounding-other = { $named ->
    [yes] { $columns }を、{ $place }四捨五入しているようです。
   *[no] { $place }四捨五入しているようです。
}
finding-rounding-other-next = どの位まで答えるのか、問いの文を見直しましょう。
rounding-whole = 整数に
rounding-decimals = 小数第{ $number }位までに
rounding-place = { $number } の位までに
finding-row-limit-head = 上から { $got } 行を残しているようです。
finding-row-limit-head-next = 何行を答えるのか、問いの文を見直しましょう。
finding-row-limit-tail = 下から { $got } 行を残しているようです。
finding-row-limit-tail-next = 何行を答えるのか、問いの文を見直しましょう。
finding-fill-value = { $columns }の欠測（空欄）を{ $got }で埋めているようです。
finding-fill-value-next = 何で埋めるのか、問いの文を見直しましょう。

## Charts. The chart bench labels its fields with the same words.

finding-chart-missing = { $part }がまだ入っていません。
finding-chart-missing-next = { $part }を入れてから、もう一度確認しましょう。
finding-chart-part = { $part }の「{ $got }」は、この問いに合っていません。
finding-chart-part-next = この問いで何を見くらべたいのか、もう一度考えてみましょう。
finding-chart-none = { $part }がこの問いに合っていません。
finding-chart-none-next = { $part }を選び直しましょう。
finding-chart-title = 題名から、何のグラフかが読み取れません。
finding-chart-title-next = 何の、いつの数かを題名に入れましょう。
finding-chart-want = 「{ $want }」なら合います。
finding-chart-want-title = 「{ $want }」を入れましょう。
part-kind = グラフの種類
part-x = 項目（横）
part-y = 数（たて）
part-color = 色分け
part-sort = 並び順
part-title = 題名
part-unit = 単位
part-stack = 棒の積み上げ
part-fit = 線の当てはめ
part-facet = 小さなグラフに分ける列
part-value-bar = 棒グラフ
part-value-line = 折れ線グラフ
part-value-scatter = 散布図
part-value-histogram = ヒストグラム
part-value-box = 箱ひげ図
part-value-heat = ヒートマップ
part-value-map = 塗り分け地図
part-value-none = 表の順
part-value-ascending = 小さい順（少ない順）
part-value-descending = 大きい順（多い順）
part-value-no-color = 使わない
part-value-stack-none = 積み上げない（横に並べる）
part-value-stack-stacked = 積み上げる（合計の高さ）
part-value-stack-share = 積み上げて割合にする（100 %）
part-value-fit-none = 引かない
part-value-fit-line = まっすぐな線を引く

## Questions

finding-choice = 選んだもののなかに、ちがうものがあります。
finding-choice-next = 下の説明を読んで、選び直してください。
finding-choice-missed = 選んだものは合っています。ほかにもまだあります。
finding-choice-missed-next = 残りの選択肢も読んでみましょう。
finding-other-option = この選択肢ではありません。
finding-other-option-next = 下の説明を読んで、選び直してください。
finding-number = 数がちがいます。
finding-number-next = どの行とどの列を使うのか、問いの文を見直しましょう。
finding-number-larger = 数がちがいます。正しい数はもっと大きい数です。
finding-number-larger-next = どの行とどの列を使うのか、問いの文を見直しましょう。
finding-number-smaller = 数がちがいます。正しい数はもっと小さい数です。
finding-number-smaller-next = どの行とどの列を使うのか、問いの文を見直しましょう。
finding-number-factor = 正解の{ $times }になっています。
finding-number-factor-next = 単位を見直しましょう。
finding-number-sign = 符号（＋と−）が逆です。
finding-number-sign-next = 数の前の「−」を見直しましょう。
finding-number-turned = 符号（＋と−）が逆です。
finding-number-turned-next = 引き算の順番を見直しましょう。
finding-number-decimals = { $decimals ->
    [0] 整数
   *[other] 小数第{ $decimals }位
}までになっています。
finding-number-decimals-next = 小数第{ $number }位まで答えてください。
finding-number-decimals-many = 小数第{ $decimals }位までになっています。
finding-number-decimals-many-next = 四捨五入して、{ $number ->
    [0] 整数で
   *[other] 小数第{ $number }位まで
}答えてください。
finding-number-decimals-few = { $decimals ->
    [0] 整数
   *[other] 小数第{ $decimals }位
}までになっています。
finding-number-decimals-few-next = もう少し細かい位まで答えてください。
finding-number-cut = { $decimals ->
    [0] 整数に
   *[other] 小数第{ $decimals }位までに
}切り捨てた数です。
finding-number-cut-next = 切り捨てではなく四捨五入して、{ $number ->
    [0] 整数で
   *[other] 小数第{ $number }位まで
}答えてください。
finding-number-cut-few = { $decimals ->
    [0] 整数に
   *[other] 小数第{ $decimals }位までに
}切り捨てた数です。
finding-number-cut-few-next = 切り捨てずに、もう少し細かい位まで答えてください。
finding-number-early = 計算の途中で四捨五入したときの数です。
finding-number-early-next = 途中では丸めずに計算し、四捨五入は最後に 1 回だけにしましょう。
finding-number-other-column = これは「{ $column }」の列の数です。
finding-number-other-column-next = どの列を使うのか、問いの文を見直しましょう。
finding-number-other-table = これは表「{ $table }」の「{ $column }」の数です。
finding-number-other-table-next = この問いは、表「{ $want }」の「{ $column }」を聞いています。
finding-not-a-number = 「{ $got }」は数として読めません。
finding-not-a-number-next = 12,345 のように数字で入れてください。
finding-not-a-number-commas = 「{ $got }」は、カンマの位置が 3 けたごとになっていないので、数として読めません。
finding-not-a-number-commas-next = 12,345 のように打ち直すか、カンマを消してください。小数点は「.」です。
finding-not-a-number-several = 「{ $got }」は、1 つの数として読めません。
finding-not-a-number-several-next = 数を 1 つだけ、12,345 のように入れてください。
finding-not-a-number-sign = 「{ $got }」は、プラスかマイナスか決められません。
finding-not-a-number-sign-next = マイナスの数は -12 のように、先頭に「-」を 1 つだけ付けてください。「増」「減」は付けません。
finding-not-a-number-bound = 「{ $got }」は、1 つの数に決まりません。
finding-not-a-number-bound-next = 「以上」や「未満」を付けずに、数だけを入れてください。
finding-not-a-number-scale = 「{ $got }」は、単位がないので大きさが決まりません。
finding-not-a-number-scale-next = 単位まで書くか、答えの単位に合わせた数字だけを入れてください。
finding-not-a-number-unit = 「{ $got }」の「{ $found }」は、この答えの単位として読めません。
finding-not-a-number-unit-next = 数字だけを入れてください。
finding-text = 「{ $got }」ではありません。
finding-text-next = 問いの文と表をもう一度見てみましょう。
finding-text-close = 「{ $got }」は正解とよく似ていますが、同じではありません。
finding-text-close-next = 書きまちがいがないか、表の書き方と見くらべましょう。

## Marks on a sheet

place-cell = セル { $name }
place-row = { $name } 行目
place-column = { $name } 列
place-sheet = シート全体
right-faults = { $count } か所は合っています。
note-marked-twice = 同じ所を指す印が { $marks } つ余分にあります。
finding-audit-other-rule = 印を付けた{ $place }は、{ $rule } ではなく別の規則に反しています。
finding-audit-other-rule-next = 機械がそこで何に困るかを考えて、規則を選び直しましょう。
finding-audit-wide = { $place }のすべてが { $rule } に反しているわけではありません。
finding-audit-wide-next = 反している所だけに、印を付け直しましょう。
finding-audit-elsewhere = { $rule } に反しているのは、{ $place }ではありません。
finding-audit-elsewhere-next = その印を消して、ほかの場所を探しましょう。
finding-audit-no-fault = { $place }は、{ $rule } に反していません。
finding-audit-no-fault-next = その印を消しましょう。
finding-audit-missed = まだ見つけていない所が { $missing } か所あります。
finding-audit-missed-next = 上から 1 行ずつ、次に左から 1 列ずつ見てみましょう。
finding-audit-missed-rule = まだ見つけていない所が { $missing } か所あります。そのうち { $count } か所は { $rule } です。
finding-audit-missed-rule-next = { $rule } に反している所が、ほかにもないか見てみましょう。
finding-audit-few = { $least } か所まで、あと { $missing } か所です。
finding-audit-few-next = 上から 1 行ずつ、次に左から 1 列ずつ見てみましょう。
