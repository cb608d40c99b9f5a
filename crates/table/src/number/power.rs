//! Powers of ten and sizes of numbers, from additions, multiplications and divisions alone.
//!
//! `powi`, `log10` and their like may differ in the last digit between machines, and a result that is rounded, compared or
//! hashed by them would differ as a whole. Clippy forbids them (`.cargo/clippy.toml`).

/// 1, 10, 100, … up to the last power that is no rounded number.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// 10ⁿ: the nearest number to it for n between -22 and 22, else one or two digits in the last place away from it.
pub fn ten_to(n: i32) -> f64 {
    let by = |power: f64, factor: f64| {
        if n < 0 {
            power / factor
        } else {
            power * factor
        }
    };
    let (mut left, mut power) = (n.unsigned_abs() as usize, 1.0);
    // Beyond these there is only 0 and infinity.
    while left >= EXACT.len() && power > 0.0 && power < f64::INFINITY {
        power = by(power, 1e22);
        left -= 22;
    }
    by(power, EXACT.get(left).copied().unwrap_or(1.0))
}

/// The largest n for which 10ⁿ is no larger than the number without its sign: 3 for 4,134, -2 for 0.07. 0 where there is none
/// (0, infinite, not a number).
pub fn magnitude(value: f64) -> i32 {
    let size = value.abs();
    if size == 0.0 || !size.is_finite() {
        return 0;
    }
    // The binary exponent says it but for one.
    let binary = ((size.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let near = (binary * 30_103).div_euclid(100_000);
    if ten_to(near + 1) <= size {
        near + 1
    } else if ten_to(near) > size {
        near - 1
    } else {
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_what_is_written() {
        for n in -22..=22 {
            assert_eq!(ten_to(n), format!("1e{n}").parse::<f64>().unwrap(), "{n}");
        }
        for n in (-307..=308).step_by(5) {
            let written: f64 = format!("1e{n}").parse().unwrap();
            assert!((ten_to(n) / written - 1.0).abs() < 1e-14, "{n}");
        }
        assert!(ten_to(-320) > 0.0);
        assert_eq!(ten_to(400), f64::INFINITY);
        assert_eq!(ten_to(-400), 0.0);
    }

    #[test]
    fn the_size_of_a_number_is_that_of_its_digits() {
        let mut values = vec![
            4134.0,
            0.07,
            1.0,
            9.999_999,
            10.0,
            0.1,
            0.099_999_9,
            5e300,
            3e-300,
        ];
        for n in -22..=22 {
            let power = ten_to(n);
            values.extend([
                power,
                power * (1.0 - 1e-15),
                power * (1.0 + 1e-15),
                power * 5.0,
            ]);
        }
        for value in values {
            let written = format!("{value:e}");
            let exponent = written.split_once('e').unwrap().1;
            assert_eq!(
                magnitude(value),
                exponent.parse::<i32>().unwrap(),
                "{value:e}"
            );
            assert_eq!(magnitude(-value), magnitude(value));
        }
        for nothing in [0.0, f64::NAN, f64::INFINITY] {
            assert_eq!(magnitude(nothing), 0);
        }
    }
}
