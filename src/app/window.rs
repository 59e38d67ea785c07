//! The window of the system.

use std::path::PathBuf;

use egui::ViewportBuilder;

use crate::store::Folders;

use super::{App, World};

/// The name under which the system knows the program.
const APP_ID: &str = "tickmark";
/// The size of a new window, and the smallest one, in points.
const SIZE: [f32; 2] = [1440.0, 900.0];
const MIN_SIZE: [f32; 2] = [800.0, 520.0];

/// Opens the window and works in it until it is closed. What stands in the way is told in a sentence.
pub fn run(paths: Vec<PathBuf>) -> Result<(), String> {
    let folders = Folders::find().map_err(|error| error.to_string())?;
    let viewport = ViewportBuilder::default()
        .with_title("Tickmark")
        .with_app_id(APP_ID)
        .with_inner_size(SIZE)
        .with_min_inner_size(MIN_SIZE)
        .with_drag_and_drop(true)
        .with_icon(icon());
    // There are no gradients to dither, and without a graphics card each pixel less to work out is felt.
    let options =
        eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, dithering: false, ..Default::default() };
    let create = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        Ok(Box::new(App::new(&cc.egui_ctx, World::real(folders), paths)))
    };
    eframe::run_native("Tickmark", options, Box::new(create)).map_err(|error| error.to_string())
}

/// The tick mark on paper, drawn here: no file, any size.
fn icon() -> egui::IconData {
    const SIZE: u32 = 64;
    let mut rgba = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            rgba.extend(icon_pixel(f64::from(x) / f64::from(SIZE), f64::from(y) / f64::from(SIZE)));
        }
    }
    egui::IconData { rgba, width: SIZE, height: SIZE }
}

fn icon_pixel(x: f64, y: f64) -> [u8; 4] {
    const PAPER: [u8; 4] = [0xFC, 0xFB, 0xF8, 0xFF];
    const INK: [u8; 4] = [0x1F, 0x7A, 0x4D, 0xFF];
    let near = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| {
        let (dx, dy) = (bx - ax, by - ay);
        let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (x - ax - along * dx).hypot(y - ay - along * dy) < 0.075
    };
    if near((0.22, 0.54), (0.42, 0.74)) || near((0.42, 0.74), (0.8, 0.26)) { INK } else { PAPER }
}
