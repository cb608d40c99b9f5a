// The editor library's own words that an author can meet, in Japanese. English needs no list.
export const ja = {
  "Control character": "制御文字",
  "Selection deleted": "選んだ部分を消しました",
};
