//! Writes the tree as HTML, for the page as the build makes it.
//!
//! Owns escaping. In the browser nothing is ever parsed: there the tree becomes nodes one by one.

use super::Node;

/// Elements that hold nothing and are not closed (HTML Standard, §13.1.2).
const VOID: &[&str] = &["input", "link"];

pub(super) fn write(html: &mut String, node: &Node) {
    match node {
        Node::Text(text) => escape(html, text),
        Node::Element(element) => {
            html.push('<');
            html.push_str(element.tag);
            for (name, value) in element.attributes() {
                html.push(' ');
                html.push_str(name);
                html.push_str("=\"");
                escape(html, value);
                html.push('"');
            }
            html.push('>');
            if VOID.contains(&element.tag) {
                return;
            }
            for child in &element.children {
                write(html, child);
            }
            html.push_str("</");
            html.push_str(element.tag);
            html.push('>');
        }
    }
}

fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::element;
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        let mut html = String::new();
        write(&mut html, &element("p", &[]).with("title", "\"><script>").text("<b>&amp;"));
        assert_eq!(html, "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;amp;</p>");
    }
}
