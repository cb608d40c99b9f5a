//! How a chart looks: fonts, colours, scale and the few words that a drawing needs.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `#rgb`, `#rrggbb` or `rgb(r, g, b)`, the forms in which browsers give computed colours; `None` for a
    /// wholly transparent one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(hex) = text.strip_prefix('#') {
            let digits: Vec<u8> = hex
                .chars()
                .map(|digit| digit.to_digit(16).map(|digit| digit as u8))
                .collect::<Option<_>>()?;
            return match *digits.as_slice() {
                [r, g, b] => Some(Self(r * 17, g * 17, b * 17)),
                [r1, r2, g1, g2, b1, b2, ..] => {
                    Some(Self(r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2))
                }
                _ => None,
            };
        }
        let inner = text
            .strip_prefix("rgba(")
            .or_else(|| text.strip_prefix("rgb("))?
            .strip_suffix(')')?;
        let mut parts = inner
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .map(table::text::parse_number);
        // A fourth part is opacity; what is seen through is no colour of its own.
        if inner
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
            .nth(3)
            .is_some_and(|alpha| table::text::parse_number(alpha) == Some(0.0))
        {
            return None;
        }
        let mut next = || {
            parts
                .next()
                .flatten()
                .map(|part| part.clamp(0.0, 255.0).round() as u8)
        };
        Some(Self(next()?, next()?, next()?))
    }
}

impl Rgb {
    /// Relative luminance as WCAG 2 defines it, 0 … 1.
    pub fn luminance(self) -> f64 {
        #[expect(
            clippy::disallowed_methods,
            reason = "the last digit of a brightness decides nothing"
        )]
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio as WCAG 2 defines it, 1 … 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `share` of the other colour mixed in.
    pub(crate) fn mix(self, other: Self, share: f64) -> Self {
        let part =
            |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(
            part(self.0, other.0),
            part(self.1, other.1),
            part(self.2, other.2),
        )
    }
}

/// Black or white, whichever is seen better on a colour: one of them has a contrast of 4.5 with every colour.
pub(crate) fn ink_for(color: Rgb) -> Rgb {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    if color.contrast(black) >= color.contrast(white) {
        black
    } else {
        white
    }
}

/// Colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Rgb,
    /// Title and labels.
    pub text: Rgb,
    /// Ticks and axis lines.
    pub muted: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// Colours of the series in order; used again from the first when there are more series.
    pub series: Vec<Rgb>,
}

/// Series colours on light backgrounds: told apart with every common colour blindness (after Okabe and Ito),
/// darkened to 3:1 on white. They never stand alone: each series has its own pattern or marker as well.
const ON_LIGHT: [Rgb; 8] = [
    Rgb(0, 112, 122),
    Rgb(193, 88, 0),
    Rgb(78, 70, 180),
    Rgb(176, 50, 110),
    Rgb(30, 120, 60),
    Rgb(120, 90, 20),
    Rgb(0, 100, 190),
    Rgb(90, 90, 90),
];

/// The same hues, lightened to 3:1 on near-black.
const ON_DARK: [Rgb; 8] = [
    Rgb(64, 196, 206),
    Rgb(255, 159, 64),
    Rgb(160, 152, 255),
    Rgb(240, 130, 180),
    Rgb(110, 205, 130),
    Rgb(215, 185, 95),
    Rgb(110, 180, 255),
    Rgb(190, 190, 190),
];

impl Palette {
    /// Colours that go with a page's text and background.
    pub fn of(text: Rgb, background: Rgb) -> Self {
        let dark = background.luminance() < 0.2;
        Self {
            background,
            text,
            muted: text.mix(background, 0.2),
            grid: background.mix(text, 0.18),
            series: if dark { ON_DARK } else { ON_LIGHT }.to_vec(),
        }
    }
}

impl Default for Palette {
    /// The light theme.
    fn default() -> Self {
        Self::of(Rgb(26, 26, 28), Rgb(255, 255, 255))
    }
}

/// Words that stand in a drawing and are not the learner's or the table's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnWords {
    /// Vertical axis of a histogram: «件数».
    pub count: String,
    /// Header of a bin's lower edge: «以上».
    pub from: String,
    /// Header of a bin's upper edge: «未満».
    pub to: String,
    /// What the learner's own town is called: «自分の町».
    pub own: String,
    /// At the break of an axis that does not start at 0: «たての目盛りは 0 から始まりません».
    pub broken: String,
    /// Behind the name of what is shown as shares: «の割合».
    pub share: String,
    /// The parts of a box from the lowest: whisker, first quartile, median, third quartile, whisker.
    pub box_parts: [String; 5],
    /// Header of what lies beyond the whiskers: «外れ値».
    pub outliers: String,
    /// What has no value: «値なし».
    pub blank: String,
    /// Under a map whose areas are squares: «形と大きさは実際とちがいます».
    pub tiles: String,
}

impl Default for DrawnWords {
    fn default() -> Self {
        Self {
            count: "件数".into(),
            from: "以上".into(),
            to: "未満".into(),
            own: "自分の町".into(),
            broken: "たての目盛りは 0 から始まりません".into(),
            share: "の割合".into(),
            box_parts: [
                "ひげの下",
                "第1四分位数",
                "中央値",
                "第3四分位数",
                "ひげの上",
            ]
            .map(Into::into),
            outliers: "外れ値".into(),
            blank: "値なし".into(),
            tiles: "1つの四角が1つの都道府県です。形と大きさは実際とちがいます。".into(),
        }
    }
}

/// How a chart looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// CSS font families, first choice first.
    pub font: String,
    /// Size of labels in CSS pixels.
    pub text_size: f64,
    /// Backend pixels of one CSS pixel.
    pub scale: f64,
    /// Colours.
    pub palette: Palette,
    /// Words.
    pub words: DrawnWords,
    /// Line at the bottom: the data's source. Empty for none.
    pub footer: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            font: "'Noto Sans JP','BIZ UDPGothic','Yu Gothic UI',Meiryo,sans-serif".into(),
            text_size: 14.0,
            scale: 1.0,
            palette: Palette::default(),
            words: DrawnWords::default(),
            footer: String::new(),
        }
    }
}
