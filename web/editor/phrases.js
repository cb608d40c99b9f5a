// The editor library's own words that a learner can meet, in Japanese. English needs no list.
export const ja = {
  "Completions": "入力候補",
  "Control character": "制御文字",
  "Selection deleted": "選んだ部分を消しました",
  "Unfold": "開く",
  "Fold line": "行をたたむ",
  "Unfold line": "行を開く",
  "folded code": "たたまれた部分",
};
