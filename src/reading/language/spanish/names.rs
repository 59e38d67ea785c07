//! How names are told in Spanish.

use crate::reading::NameWords;

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const NAMES: NameWords = NameWords {
    titles: &[
        "abogada", "abogado", "alcalde", "alcaldesa", "candidata", "candidato", "cardenal", "comisario", "coronel",
        "diputada", "diputado", "director", "directora", "doctor", "doctora", "don", "doña", "dr", "dra", "embajador",
        "embajadora", "expresidente", "fiscal", "general", "gobernador", "jefe", "juez", "jueza", "lic", "ministra",
        "ministro", "monseñor", "obispo", "papa", "portavoz", "premier", "presidenta", "presidente", "profesor",
        "profesora", "reina", "rey", "secretaria", "secretario", "senador", "senadora", "señor", "señora", "sr", "sra",
        "vicepresidenta", "vicepresidente", "vocera", "vocero",
    ],
    links: &["da", "de", "del", "el", "la", "las", "los", "y"],
    calendar: &[
        "abril", "agosto", "diciembre", "domingo", "enero", "febrero", "jueves", "julio", "junio", "lunes", "martes",
        "marzo", "mayo", "miércoles", "noviembre", "octubre", "septiembre", "sábado", "viernes",
    ],
    bodies: &[
        "academia", "agencia", "alianza", "amnistía", "asamblea", "asociación", "ayuntamiento", "banco", "centro",
        "club", "comisión", "comité", "compañía", "confederación", "congreso", "consejo", "corte", "cámara",
        "departamento", "ejército", "federación", "fiscalía", "fundación", "gobierno", "grupo", "iglesia", "instituto",
        "internacional", "junta", "liga", "ministerio", "movimiento", "museo", "oficina", "onu", "organización",
        "parlamento", "partido", "policía", "secretaría", "senado", "sindicato", "sociedad", "tribunal", "universidad",
        "unión",
    ],
    leads: &[],
    starters: &[
        "a", "además", "ahora", "al", "algunas", "algunos", "allí", "antes", "aquí", "así", "aunque", "bajo", "cada",
        "casi", "como", "con", "contra", "cuando", "cuál", "de", "del", "desde", "después", "donde", "durante", "el",
        "ella", "ellas", "ellos", "en", "entonces", "entre", "era", "es", "esa", "ese", "esta", "estas", "este", "esto",
        "estos", "están", "fue", "ha", "han", "hasta", "hay", "hoy", "la", "las", "lo", "los", "luego", "mi",
        "mientras", "muchas", "muchos", "muy", "más", "ni", "no", "nos", "nosotros", "o", "otra", "otras", "otro",
        "otros", "para", "pero", "por", "porque", "pues", "que", "quien", "quienes", "se", "sea", "según", "si", "sin",
        "sobre", "solo", "son", "su", "sus", "sí", "también", "tampoco", "tan", "tanto", "te", "tiene", "todas",
        "todos", "tras", "tu", "un", "una", "uno", "varias", "varios", "y", "ya", "yo", "él",
    ],
};
