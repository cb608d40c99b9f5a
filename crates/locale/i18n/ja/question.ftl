### Choice, number, text and essay exercises.

question-pick-one = 1 つ選んでください
question-pick-several = 当てはまるものをすべて選んでください
question-option-right = 合っています
question-option-wrong = 見直してみましょう
question-scratch = 手順で計算してみる
question-scratch-note = ここの手順は下書きです。採点されません。
question-scratch-label = 計算の結果
question-taken = 答えの欄に「{ $value }」を入れました。
question-number = 答え（数）
question-read-as = 「{ $number }」として読みます。
question-read-about = 「約」などは採点では読まず、ちょうど「{ $number }」として読みます。
question-text = 答え
question-essay = 自由に書いてください
question-essay-note = { $letters } 文字。採点はしません。このブラウザと作業ファイルに残ります。
question-essay-done = 書きました
question-essay-kept = 書いたものを残しました
question-incomplete-choice = まだ選ばれていません。
question-incomplete-number = まだ答えが入っていません。
question-incomplete-text = まだ何も書かれていません。
question-solution-choice = 正しいもの：
question-solution-text = 答えの例：{ $text }
question-solution-value = 答え：{ $value } { $unit }

## Marks on a sheet

audit-rule = 破っている規則
audit-sheet = { $table }（公表されたまま）
audit-how = 規則を選び、表の場所を選んで Enter か、下のボタンを押します。左の番号は行、上の文字は列、左上の角はシート全体です。
audit-mark = { $place }に印を付ける
audit-unmark = { $place }の印を消す
audit-no-rule = まず規則を選んでください。
audit-marked = { $place }に { $rule } の印を付けました。
audit-unmarked = { $place }の { $rule } の印を消しました。
audit-marks = 付けた印（{ $count }）
audit-none = まだありません。
audit-remove = { $place }の { $rule } を消す
audit-has-marks = 印：{ $rules }
audit-coloured = 色付き
audit-bold = 太字
audit-shown = 上から { $rows } 行、左から { $columns } 列までを見せています。
question-incomplete-audit = まだ印がありません。
question-solution-audit = 規則に反している所：
