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
