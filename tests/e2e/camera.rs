//! What another device's camera sees on this one's screen.
//!
//! Owns reading QR codes from real pictures of the page, by a reader that knows nothing of who drew them.

use crate::browser::Browser;

/// The text of the one QR code that is in sight.
pub(crate) async fn scan(browser: &Browser) -> String {
    // As people do who hold a camera before it.
    const INTO_SIGHT: &str = "document.querySelector('door-key').shadowRoot.querySelector('.qr')
        .scrollIntoView({ block: 'center', behavior: 'instant' })";
    browser.run(INTO_SIGHT, vec![]).await;
    let picture = browser.picture().await;
    let mut reader =
        png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a picture is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a picture has a size")];
    let info = reader.next_frame(&mut pixels).expect("it can be read");
    let channels = info.color_type.samples();
    let (width, height) = (info.width as usize, info.height as usize);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let at = (y * width + x) * channels;
        let sum: u32 = pixels[at..at + 3].iter().map(|part| u32::from(*part)).sum();
        (sum / 3) as u8
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code is in sight");
    let (_, text) = grids[0].decode().expect("it can be read");
    text
}
