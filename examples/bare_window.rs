//! An empty window with the same means as the program's own: what the start of the program is measured against.
//!
//! `tests/window/start_time.sh` does that.

fn main() -> eframe::Result {
    let viewport = egui::ViewportBuilder::default().with_title("Bare window").with_inner_size([1440.0, 900.0]);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    eframe::run_native("Bare window", options, Box::new(|_| Ok(Box::new(Bare))))
}

struct Bare;

impl eframe::App for Bare {
    fn ui(&mut self, _: &mut egui::Ui, _: &mut eframe::Frame) {}
}
