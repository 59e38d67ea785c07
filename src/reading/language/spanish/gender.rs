//! Which Spanish words and given names tell a man from a woman.

use crate::reading::GenderWords;

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const GENDER: GenderWords = GenderWords {
    men: &[
        "abogado", "abuelo", "actor", "alcalde", "candidato", "comisario", "coordinador", "diputado", "director",
        "doctor", "don", "dr", "embajador", "empresario", "escritor", "esposo", "exgobernador", "funcionario",
        "fundador", "hermano", "hijo", "historiador", "hombre", "ingeniero", "investigador", "mandatario", "marido",
        "ministro", "monseñor", "médico", "nieto", "niño", "novio", "obispo", "padre", "papa", "pintor", "profesor",
        "príncipe", "rey", "secretario", "senador", "señor", "sobrino", "sr", "tío", "vicevocero", "viudo",
    ],
    women: &[
        "abogada", "abuela", "actriz", "alcaldesa", "candidata", "comisaria", "coordinadora", "diputada", "directora",
        "doctora", "doña", "dra", "embajadora", "empresaria", "escritora", "esposa", "expresidenta", "funcionaria",
        "fundadora", "gobernadora", "hermana", "hija", "historiadora", "ingeniera", "investigadora", "jueza", "madre",
        "mandataria", "ministra", "mujer", "médica", "nieta", "niña", "novia", "pintora", "presidenta", "princesa",
        "profesora", "reina", "secretaria", "senadora", "señora", "sobrina", "sra", "tía", "vicepresidenta", "viuda",
        "vocera",
    ],
    // Names that men and women share, such as “Trinidad”, are left out.
    given_men: &[
        "adolfo", "adrian", "agustin", "alberto", "alejandro", "alfonso", "alfredo", "alonso", "alvaro", "andres",
        "antonio", "armando", "arturo", "augusto", "benito", "bernardo", "camilo", "carlos", "cesar", "claudio",
        "cristian", "cristobal", "daniel", "david", "diego", "domingo", "eduardo", "emilio", "enrique", "ernesto",
        "esteban", "eugenio", "evo", "federico", "felipe", "felix", "fernando", "fidel", "francisco", "gabriel",
        "gerardo", "german", "gilberto", "gonzalo", "guillermo", "gustavo", "hector", "hernan", "horacio", "hugo",
        "humberto", "ignacio", "ismael", "ivan", "jacinto", "jaime", "javier", "jeronimo", "jesus", "joaquin",
        "jorge", "jose", "juan", "julian", "julio", "leonardo", "leopoldo", "lorenzo", "lucas", "luis", "manuel",
        "marcelo", "marco", "marcos", "mariano", "mario", "martin", "mateo", "mauricio", "maximo", "miguel", "moises",
        "nayib", "nestor", "nicolas", "octavio", "omar", "oscar", "osvaldo", "pablo", "patricio", "pedro", "rafael",
        "ramiro", "ramon", "raul", "ricardo", "roberto", "rodolfo", "rodrigo", "rogelio", "ruben", "salvador",
        "samuel", "santiago", "saul", "sebastian", "sergio", "simon", "tomas", "ubaldo", "ulises", "valentin",
        "vicente", "victor", "vladimir",
    ],
    given_women: &[
        "adela", "adriana", "agustina", "alba", "alejandra", "alicia", "amalia", "amparo", "ana", "angela",
        "angelica", "antonia", "araceli", "aurora", "beatriz", "belen", "berta", "blanca", "camila", "carla",
        "carlota", "carmen", "carolina", "catalina", "cecilia", "celia", "clara", "claudia", "concepcion", "consuelo",
        "cristina", "daniela", "delfina", "diana", "dolores", "elena", "elisa", "elsa", "elvira", "emilia",
        "esperanza", "estefania", "estela", "esther", "eugenia", "eva", "fernanda", "florencia", "francisca",
        "gabriela", "gloria", "graciela", "guadalupe", "ines", "inmaculada", "irene", "isabel", "jimena", "josefa",
        "josefina", "juana", "julia", "juliana", "karla", "laura", "leonor", "leticia", "lidia", "lorena", "lourdes",
        "lucia", "luisa", "luz", "magdalena", "marcela", "margarita", "maria", "mariana", "marina", "marisol",
        "marta", "martina", "matilde", "mercedes", "milagros", "miriam", "monica", "natalia", "nieves", "noelia",
        "nora", "norma", "nuria", "olga", "olivia", "paloma", "patricia", "paula", "paulina", "pilar", "raquel",
        "rebeca", "regina", "rocio", "rosa", "ruth", "sandra", "sara", "silvia", "sofia", "soledad", "sonia",
        "susana", "tatiana", "teresa", "valentina", "valeria", "vanessa", "veronica", "victoria", "violeta",
        "virginia", "viviana", "xiomara", "yolanda",
    ],
};
