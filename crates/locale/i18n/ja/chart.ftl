### chart

# 選ぶところ（ほかの名前は finding.ftl の part- と同じ）。棒は横になることがあるので、向きでは呼ばない
chart-item = 項目
chart-number = 数
chart-across = 横
chart-up = たて
chart-unit-example = 人、件、% など
chart-pick = 列を選ぶ

# グラフ
chart-preview = グラフ
chart-tab = グラフ
chart-tab-table = グラフにする表
chart-waiting = グラフにする表を準備しています。先に種類や題名を決められます。
chart-retry = もう一度読み込む
chart-lying = 項目の名前が入りきらないため、棒を横向きにしました。項目は左側に並びます。
chart-same-color = 色分けに選んだ「{ $column }」は、もう1本ずつに分かれている列です。色分けをしても、グラフは変わりません。
chart-keys = グラフの値。矢印キーで1つずつ読めます
chart-broken = たての目盛りは 0 から始まりません
chart-tip = { $name }：{ $value }
chart-tip-series = { $name }（{ $series }）
chart-tip-point = { $x } { $across }、{ $y } { $up }
chart-tip-count = { $count } 件
chart-own-town = 自分の町
chart-own = { $name }（{ $own }）
chart-save = 画像を保存
chart-table = グラフの数を表で見る
chart-table-cut = はじめの { $shown } 行だけを表示しています（全部で { $rows } 行）。
chart-missing-cell = —（欠測）
chart-untitled = グラフ
chart-label = { $kind }「{ $title }」。{ $sentence }
chart-label-untitled = { $kind }。{ $sentence }
chart-count = 件数
chart-bin-from = 以上
chart-bin-to = 未満

# 次にすること
chart-next-kind = まず、グラフの種類を選びましょう。
chart-next-x = 次に、「{ $field }」にする列を選びましょう。
chart-next-x-histogram = 次に、散らばりを見たい数の列を「{ $field }」に選びましょう。
chart-next-y = 次に、「{ $field }」にする数の列を選びましょう。
chart-next-unknown-column = この表に「{ $column }」という列はありません。ほかの列を選びましょう。
chart-next-number-x = 「{ $column }」は数ではないので、「{ $field }」の目盛りにできません。数の列を選びましょう。
chart-next-number-y = 「{ $column }」は数ではないので、グラフの高さや長さにできません。「{ $field }」には数の列を選びましょう。
chart-next-no-rows = この表には行がないので、描くものがありません。
chart-next-all-missing = 「{ $column }」には値が1つもないので、描けません。ほかの列を選びましょう。
chart-next-repeated = 「{ $column }」が「{ $value }」の行がいくつもあり、同じ場所に重なります。「{ $field }」に1行ずつちがう列を選ぶか、「色分け」で分けましょう。
chart-next-repeated-colored = 色分けをしても、「{ $column }」が「{ $value }」の行が同じ場所に重なります。「{ $field }」か「色分け」の列を選び直しましょう。
chart-next-too-many-colors = 「{ $column }」で色分けすると { $count } 色になり、見分けられません。種類が { $max } までの列を選びましょう。
chart-next-too-many-bars = 「{ $column }」を「{ $field }」にすると棒が { $count } 本になり、読めません。種類の少ない列を選びましょう。
chart-next-failed = グラフを描けませんでした。種類や列を選び直してみましょう。

# ことばで言うと
chart-said-extremes = { $how ->
    [count] { $most }が最も多く { $largest }、{ $least }が最も少なく { $smallest }です。
   *[size] { $most }が最も大きく { $largest }、{ $least }が最も小さく { $smallest }です。
}
chart-said-only = { $most }は { $largest }です。
chart-said-all-equal = すべて { $value }です。
chart-said-series = { $series }では、{ $sentence }
chart-said-trend = { $direction ->
    [up] { $from }の { $first }から{ $to }の { $last }へ、{ $change }増えています。
    [down] { $from }の { $first }から{ $to }の { $last }へ、{ $change }減っています。
   *[level] { $from }の { $first }から{ $to }の { $last }まで、ほとんど変わっていません。
}
chart-said-no-order = 「{ $x }」には順番がないので、線で結んでも増減は読み取れません。棒グラフで比べましょう。
chart-said-rank = { $name }は、この { $of } { $towns }の中で{ $how ->
    [count] 多い
   *[size] 大きい
}ほうから { $rank } 番目です。
chart-said-correlation = { $strength ->
    [strong] 「{ $x }」が大きいほど「{ $y }」は{ $sign ->
        [positive] 大きい
       *[negative] 小さい
    }という強い傾向があります（相関係数 { $r }）。
    [medium] 「{ $x }」が大きいほど「{ $y }」は{ $sign ->
        [positive] 大きい
       *[negative] 小さい
    }という傾向があります（相関係数 { $r }）。
    [weak] 「{ $x }」が大きいほど「{ $y }」は{ $sign ->
        [positive] 大きい
       *[negative] 小さい
    }という弱い傾向があります（相関係数 { $r }）。
   *[none] 「{ $x }」と「{ $y }」の間に、はっきりした傾向は見えません（相関係数 { $r }）。
}
chart-said-few-points = 点は { $count } 個です。
chart-said-bin = { $from }以上 { $to }未満
chart-said-modal = { $bins }が最も多く、{ $count } 件です。
chart-said-spread = 全体は { $from }以上 { $to }未満に収まっています。
chart-said-missing = 値のない { $count } 行は描いていません。
chart-said-and = 、
chart-said-and-more = { $names } など { $count } 件
chart-said-value = { $value } { $unit }
chart-said-points = { $value } ポイント
