### 講師のテストの結果。`ama test` とスタジオの「テスト実行」が同じ言葉を使います。
### `author-change-…` は文ではなく、変え方を表す言い方です（文末の「。」を付けません）。

## 直すところ

author-table-missing = 表「{ $table }」のファイルが見つかりません。
author-table-missing-next = 先頭の設定にある seed か file の名前を確かめましょう。
author-table-unreadable = 表「{ $table }」のファイルを読めません。
author-column-differs = 列「{ $column }」の名前か種類が、データの説明とちがいます。
author-column-differs-next = データの説明（TOML）と、CSV の 1 行目をそろえましょう。
author-solution-fails = 解答例が動きません。
author-solution-not-correct = 解答例が正解になりません。
author-solution-not-correct-next = 採点の決まり（check）と、解答例の結果を見くらべましょう。
author-starter-passes = はじめの状態のままで正解になります。
author-starter-passes-next = はじめの状態（starter）から、考えてほしい手順を取りのぞきましょう。
author-starter-fails = はじめの状態が動きません。
author-wrong-fails = 想定誤答「{ $say }」が動きません。
author-wrong-passes = 想定誤答「{ $say }」が正解になります。
author-wrong-passes-next = 採点の決まり（check）を厳しくするか、想定誤答を直しましょう。
author-wrong-silent = 想定誤答「{ $say }」を答えても、その言葉が出ません。
author-wrong-silent-next = 想定誤答が、思ったとおりの結果になっているか確かめましょう。
author-wrong-says-other = 想定誤答「{ $say }」を答えると、別の言葉「{ $got }」が出ます。
author-wrong-says-other-next = 結果が同じ想定誤答が 2 つあります。1 つにまとめましょう。
author-query-fails = 正解を求める SQL が動きません。
author-figure-fails = 本文の数「{ $text }」を計算する SQL が動きません。
author-figure-of-today = 本文の数「{ $text }」の SQL は CURRENT_DATE（今日の日付）を使っています。日がたつと、本文の数が合わなくなります。
author-figure-of-today-next = 今日の日付の代わりに、DATE '2025-04-01' のような決まった日付を書きましょう。
author-figure-of-town = 本文の数「{ $text }」は津市の数です。自分の町に { $town } を選んだ人には、ちがう数になります。
author-figure-of-town-next = 町を「津市」のように決めて書くか、どの町でも同じになる数だけを書きましょう。自分の町の数は、練習で答えてもらえます。
author-figure-differs = 本文の数は「{ $text }」ですが、データから計算すると { $got } です。
author-figure-differs-next = 本文の数か、その SQL を直しましょう。
author-sql-differs = 解答例の手順を SQL に書きかえると、正解になりません。
author-sql-differs-next = 手順を分けるか、SQL でも同じ結果になる書き方に変えましょう。

## 知っておくとよいこと

author-ties-free = { $kept } 行だけを残すところで、並べ替えの値が同じ行が { $tied } 行並んでいます。そのうちのどれを残しても正解にします。
author-ties-free-next = 答えを 1 つに決めたいときは、並べ替えの列を足しましょう。
author-ties-fixed = { $kept } 行だけを残すところで、並べ替えの値が同じ行が { $tied } 行並んでいます。どれを残すかで、そのあとの結果が変わります。
author-ties-fixed-next = 解答例とちがう行を残した答えは、正解になりません。残る行が決まるように、並べ替えの列を足しましょう。
author-rounding-hidden = 「{ $column }」は{ $place }四捨五入していますが、許容差が大きいので、四捨五入しなくても正解になります。
author-rounding-hidden-next = 四捨五入も確かめたいときは、check の abs_tol や rel_tol を消しましょう。

## 解答例の変え方

author-change-dropped = { $named ->
    [yes] 「{ $verb }」の手順を抜く（{ $columns }）
   *[no] 「{ $verb }」の手順を抜く
}
author-change-sort-flipped = { $columns }の並べ替えの向きを逆にする
author-change-and-or = { $joined ->
    [and] { $columns }の条件の「または」を「かつ」に変える
   *[or] { $columns }の条件の「かつ」を「または」に変える
}
author-change-boundary = { $named ->
    [yes] { $columns }の境目を変える
   *[no] 条件の境目を変える
}
author-change-join-kind = { $columns }との結合の種類を変える（{ $got }）
author-change-aggregate = { $named ->
    [yes] { $columns }の計算を、{ $want }から{ $got }に変える
   *[no] 計算を、{ $want }から{ $got }に変える
}
author-change-group-missing = グループの列から「{ $missing }」を抜く
author-change-group-extra = グループの列に「{ $extra }」を足す
author-change-group-swapped = グループの列を「{ $missing }」から「{ $extra }」に変える
author-change-filter-value = { $columns }を{ $got }に変える
author-change-unit-forgotten = { $named ->
    [yes] { $columns }の単位の計算を抜く
   *[no] 単位の計算を抜く
}
author-change-unit-other = { $named ->
    [yes] { $columns }で割る数を { $got } に変える
   *[no] 割る数を { $got } に変える
}
author-change-rounding-forgotten = { $named ->
    [yes] { $columns }の四捨五入を抜く
   *[no] 四捨五入を抜く
}
author-change-rounding-other = { $named ->
    [yes] { $columns }を{ $place }四捨五入する
   *[no] { $place }四捨五入する
}
author-change-row-limit = 残す行数を { $got } 行に変える
author-change-fill-value = { $columns }の欠測を埋める値を{ $got }に変える

## それがどうなるか

author-fate-told = 学習者に、何がちがうかを伝えます。
author-fate-same-as-solution = 正解になります。採点では解答例と区別できません。
author-fate-same-as = 「{ $change }」と同じ結果になり、そう伝えます。
author-fate-said = 想定誤答の言葉「{ $say }」を伝えます。
author-fate-fails = 動きません。動かない理由を伝えます。

## 結果のまとめ

author-exercise-passed = 解答例、はじめの状態、想定誤答 { $wrongs } 件は、書いたとおりに採点されます。ヒントは { $hints } 件です。
author-exercise-failed = 書いたとおりに採点されないところがあります。
author-wrong-told = 想定誤答「{ $say }」には、その言葉が出ます。
author-unseen = 解答例と区別できない変え方が { $count } 通りあります。
author-unseen-next = まちがいなら、問いの文か採点の決まり（check）を見直しましょう。別の正しい答えなら、そのままでかまいません。
author-report-passed = { $exercises } 問とも、書いたとおりに採点されます。
author-report-failed = 直すところが { $findings } 件あります。
