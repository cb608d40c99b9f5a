### chart

# 選ぶところ（ほかの名前は finding.ftl の part- と同じ）。棒は横になることがあるので、向きでは呼ばない
chart-item = 項目
chart-number = 数
chart-across = 横
chart-up = たて
chart-place = 場所（名前かコード）
chart-shade = 色にする数
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
chart-tip-panel = { $panel }、{ $name }
chart-tip-share = { $share }（{ $amount }）
chart-tip-box = 中央値 { $median }、真ん中の半分は { $q1 }から { $q3 }、ひげは { $low }から { $high }（{ $count } 件）
chart-tip-outlier = 外れ値 { $value }
chart-own-town = 自分の町
chart-own = { $name }（{ $own }）
chart-save = 画像を保存
chart-save-svg = SVGで保存（拡大しても粗くならない図）
chart-map-waiting = 地図の形を読み込んでいます。
chart-map-failed = 地図の形を読み込めませんでした。{ $why }
chart-map-source = 地図の形：{ $source }
chart-table = グラフの数を表で見る
chart-table-cut = はじめの { $shown } 行だけを表示しています（全部で { $rows } 行）。
chart-missing-cell = —（欠測）
chart-untitled = グラフ
chart-label = { $kind }「{ $title }」。{ $sentence }
chart-label-untitled = { $kind }。{ $sentence }
chart-count = 件数
chart-bin-from = 以上
chart-bin-to = 未満
chart-share = の割合
chart-box-low = ひげの下
chart-box-q1 = 第1四分位数
chart-box-median = 中央値
chart-box-q3 = 第3四分位数
chart-box-high = ひげの上
chart-outliers = 外れ値
chart-blank = 値なし
chart-tiles = 1つの四角が1つの都道府県です。形と大きさは実際とちがいます。

# 読みまちがえそうなところ
chart-warn-cut = 値の目盛りは 0 から始まっていません。差が実際より大きく見えることがあります。
chart-warn-many = 項目が { $count } あり、見くらべるのがむずかしい数です。30 までに絞ると読みやすくなります。
chart-warn-unit = 単位が入っていません。何の数かが伝わるように、単位を入れましょう。
chart-warn-totals = 「{ $unit }」は合計の数なので、人の多い所が濃くなるだけの地図になりがちです。1人あたりや % などの割合にして塗ると、ちがいが読めます。

# 次にすること
chart-next-kind = まず、グラフの種類を選びましょう。円グラフはありません。割合は、棒グラフを 100 % に積み上げるとくらべやすくなります。
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
chart-next-too-many-values = 「{ $column }」には値が { $count } 種類もあり、読めません。種類の少ない列を選びましょう。
chart-next-too-many-panels = 「{ $column }」で分けるとグラフが { $count } 個になります。{ $max } 個までになる列を選びましょう。
chart-next-number-color = 「{ $column }」は数ではないので、色の濃さにできません。「{ $field }」には数の列を選びましょう。
chart-next-negative = 「{ $column }」に 0 より小さい数があるので、積み上げられません。「棒の積み上げ」を「積み上げない」にしましょう。
chart-next-repeated-cell = 「{ $x }」と「{ $y }」の組み合わせの行がいくつもあります。先に集計して、組み合わせごとに1行にしましょう。
chart-next-repeated-place = 「{ $place }」の行がいくつもあります。先に絞るか集計して1行にするか、「小さなグラフに分ける列」で分けましょう。
chart-next-no-places = 「{ $column }」には、地図にある場所がありません（例：{ $value }）。三重県の市町か都道府県の、名前かコードの列を選びましょう。
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
chart-said-totals = 棒の高さは、色分けした数の合計です。
chart-said-shares = どの棒も、合計を 100 % とした割合です。
chart-said-medians = 箱の中の太い線は中央値です。中央値でくらべます。
chart-said-box = 中央値は { $median }で、真ん中の半分は { $q1 }から { $q3 }の間にあります（{ $count } 件）。
chart-said-outliers = 箱から大きく離れた値（外れ値）が { $count } 個あります。
chart-said-outliers-named = 箱から大きく離れた値（外れ値）が { $count } 個あります：{ $names }。
chart-said-classes = 色の濃さは、小さい順にほぼ同じ数ずつ分けた { $count } 段階です。
chart-said-unknown = 地図にない名前は塗っていません：{ $names }。
chart-said-blank = 値のない { $count } か所は斜線です：{ $names }。
chart-said-line = 当てはめた直線は、{ $y } = { $slope } × { $x } { $sign } { $intercept }です（相関係数 r = { $r }、点の数 n = { $count }。係数は丸めた数です）。
chart-said-line-no-r = なし（たての値がすべて同じ）
chart-said-line-few = 点が3個より少ないので、直線は引きません。
chart-said-line-same = 横の値がすべて同じなので、直線は引けません。
chart-said-line-dates = 横が日付なので、直線は引きません。年などの数の列を横に選びましょう。
chart-said-line-large = 数が大きすぎて、直線を計算できません。
chart-said-few-points = 点は { $count } 個です。
chart-said-bin = { $from }以上 { $to }未満
chart-said-modal = { $bins }が最も多く、{ $count } 件です。
chart-said-spread = 全体は { $from }以上 { $to }未満に収まっています。
chart-said-missing = 値のない { $count } 行は描いていません。
chart-said-and = 、
chart-said-and-more = { $names } など { $count } 件
chart-said-value = { $value } { $unit }
chart-said-points = { $value } ポイント
