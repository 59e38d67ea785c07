//! A window with the same means as the program's own, and nothing in it or, with an argument, about as much text as on the
//! start page: what the start of the program is measured against.
//!
//! `tests/window/start_time.sh` does that.

use std::sync::Arc;

use egui::{FontData, FontDefinitions};

const LINE: &str = "Check every passage of a draft against its sources, and hand over a file.";

fn main() -> eframe::Result {
    let n_lines = if std::env::args().len() > 1 { 7 } else { 0 };
    let viewport = egui::ViewportBuilder::default().with_title("Bare window").with_inner_size([1440.0, 900.0]);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let create = move |cc: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        cc.egui_ctx.set_fonts(one_font());
        Ok(Box::new(Bare { n_lines }))
    };
    eframe::run_native("Bare window", options, Box::new(create))
}

/// A font that needs not be looked for in the system.
fn one_font() -> FontDefinitions {
    let bytes = include_bytes!("../assets/fonts/Inter-Regular-Tabular.otf");
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert("sans".to_owned(), Arc::new(FontData::from_static(bytes)));
    for names in fonts.families.values_mut() {
        names.push("sans".to_owned());
    }
    fonts
}

struct Bare {
    n_lines: usize,
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        for _ in 0..self.n_lines {
            ui.label(LINE);
        }
    }
}
