//! Documents that are ZIP archives of parts: of Word, OpenDocument texts, books.

use std::io::{Cursor, Write as _};

use crate::made::Prose;

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const WORD_ROOT: &str = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;
const WORD_PARTS: &str = r#"<Relationships><Relationship Id="f" Type="http://x/footnotes" Target="footnotes.xml"/><Relationship Id="c" Type="http://x/comments" Target="comments.xml"/></Relationships>"#;
const BOOK_ROOT: &str = r#"<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>"#;

/// A document of Word; every fifth paragraph has a note, every tenth a comment.
pub fn docx(n_paragraphs: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let [mut body, mut notes, mut comments] = [const { String::new() }; 3];
    let run = |words: &str| {
        format!("<w:r><w:rPr><w:b/><w:sz w:val='24'/></w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>")
    };
    for id in 1..=n_paragraphs {
        body.push_str("<w:p w:rsidR='00A1'><w:pPr><w:spacing w:after='120'/></w:pPr>");
        if id % 10 == 0 {
            body.push_str(&format!(
                "<w:commentRangeStart w:id='{id}'/>{}<w:commentRangeEnd w:id='{id}'/>",
                run("Here. ")
            ));
            body.push_str(&format!("<w:r><w:commentReference w:id='{id}'/></w:r>"));
            let words = run(&prose.sentence());
            comments.push_str(&format!("<w:comment w:id='{id}' w:author='Ana'><w:p>{words}</w:p></w:comment>"));
        }
        for _ in 0..4 {
            body.push_str(&run(&prose.sentence()));
        }
        if id % 5 == 0 {
            body.push_str(&format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>"));
            notes.push_str(&format!("<w:footnote w:id='{id}'><w:p>{}</w:p></w:footnote>", run(&prose.sentence())));
        }
        body.push_str("</w:p>");
    }
    zipped(vec![
        ("[Content_Types].xml".into(), TYPES.into()),
        ("_rels/.rels".into(), WORD_ROOT.into()),
        ("word/_rels/document.xml.rels".into(), WORD_PARTS.into()),
        ("word/document.xml".into(), format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>")),
        ("word/footnotes.xml".into(), format!("<w:footnotes xmlns:w='x'>{notes}</w:footnotes>")),
        ("word/comments.xml".into(), format!("<w:comments xmlns:w='x'>{comments}</w:comments>")),
    ])
}

/// An OpenDocument text; every fifth paragraph has a note.
pub fn odt(n_paragraphs: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let mut body = String::new();
    for id in 1..=n_paragraphs {
        body.push_str(&format!("<text:p text:style-name='P1'><text:span>{}</text:span>", prose.paragraph()));
        if id % 5 == 0 {
            let words = prose.sentence();
            body.push_str(&format!("<text:note text:note-class='footnote'><text:note-citation>{id}</text:note-citation><text:note-body><text:p>{words}</text:p></text:note-body></text:note>"));
        }
        body.push_str("</text:p>");
    }
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.text";
    zipped(vec![("mimetype".into(), kind.into()), ("content.xml".into(), content)])
}

/// A book of chapters of a hundred paragraphs.
pub fn epub(n_chapters: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let mut parts = vec![
        ("mimetype".to_owned(), "application/epub+zip".to_owned()),
        ("META-INF/container.xml".to_owned(), BOOK_ROOT.to_owned()),
    ];
    let (mut items, mut spine) = (String::new(), String::new());
    for id in 0..n_chapters {
        items.push_str(&format!("<item id='c{id}' href='c{id}.xhtml' media-type='application/xhtml+xml'/>"));
        spine.push_str(&format!("<itemref idref='c{id}'/>"));
        let paragraphs: String = (0..100).map(|_| format!("<p class='x'>{}</p>\n", prose.paragraph())).collect();
        parts.push((
            format!("c{id}.xhtml"),
            format!("<html><head><title>{id}</title></head><body><h1>Chapter {id}</h1>{paragraphs}</body></html>"),
        ));
    }
    parts.push(("book.opf".into(), format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>")));
    zipped(parts)
}

fn zipped(parts: Vec<(String, String)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("room for a part");
        archive.write_all(content.as_bytes()).expect("room for its content");
    }
    archive.finish().expect("an archive").into_inner()
}
