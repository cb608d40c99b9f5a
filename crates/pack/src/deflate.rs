//! Deflate that gives the same bytes everywhere. Whoever builds this with others may get another deflate inside flate2
//! (cargo unites features), so it is called here by its own name.

/// 1 to 10: what comes after 9 takes much longer for a thousandth.
const LEVEL: u8 = 9;

/// Raw deflate.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, LEVEL)
}

/// CRC-32 as zip and gzip have it.
pub(crate) fn crc(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

/// A gzip file without name and date.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    // Magic, deflate, no flags, no date, best compression, no operating system.
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    file.extend(deflate(bytes));
    file.extend(crc(bytes).to_le_bytes());
    // The format counts bytes modulo 2^32.
    file.extend((bytes.len() as u32).to_le_bytes());
    file
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_gzipped_comes_back() {
        for text in ["", "a", &"津市,274537\n".repeat(5000)] {
            let mut back = String::new();
            flate2::read::GzDecoder::new(&*gzip(text.as_bytes()))
                .read_to_string(&mut back)
                .unwrap();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn these_are_the_bytes_on_every_machine() {
        let text: Vec<u8> = (0_u32..50_000)
            .flat_map(|n| (n * n % 1013).to_string().into_bytes())
            .collect();
        expect_test::expect![
            "2548 fd76778b29c5d3764b0d5b7d46aacecd4e6b3679e1da34075e35e0260ecd6f0b"
        ]
        .assert_eq(&format!(
            "{} {}",
            gzip(&text).len(),
            crate::sha256(&gzip(&text))
        ));
    }
}
