//! Messages over two streams, framed by `Content-Length`. No input, however broken, ends the reading
//! before the stream does.

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};

/// A longer line is no header.
const MOST_HEADER_BYTES: u64 = 4 << 10;
/// A longer message is passed over.
const MOST_BYTES: u64 = 256 << 20;

/// What came in.
#[derive(Clone, Debug)]
pub enum Arrived {
    /// A message.
    Message(Message),
    /// Something else: it is answered with an error under the id it bears, if it bears one.
    Malformed(Refused),
}

/// Why something that came in cannot be answered.
#[derive(Clone, Debug)]
pub struct Refused {
    id: Value,
    code: ErrorCode,
    words: String,
}

/// Reads what comes next; `None` at the end of the stream.
pub fn next(input: &mut impl BufRead) -> io::Result<Option<Arrived>> {
    let Some(length) = length(input)? else { return Ok(None) };
    if length > MOST_BYTES {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        let words = format!("a message of more than {MOST_BYTES} bytes is not read");
        return Ok(Some(refused(Value::Null, ErrorCode::InvalidRequest, words)));
    }
    let mut body = Vec::new();
    input.by_ref().take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice::<Value>(&body) {
        Ok(value) => message(value),
        Err(error) => refused(Value::Null, ErrorCode::ParseError, format!("no JSON: {error}")),
    }))
}

/// The length that the header of the next message names. What is no header is passed over, so that
/// a wrong length loses one message and not the connection.
fn length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(MOST_HEADER_BYTES).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let words = String::from_utf8_lossy(&line).to_ascii_lowercase();
        let words = words.trim();
        if words.is_empty() {
            match length {
                Some(length) => return Ok(Some(length)),
                None => continue,
            }
        }
        if let Some((_, digits)) = words.rsplit_once("content-length:") {
            length = digits.trim().parse::<u64>().ok();
        }
    }
}

fn message(mut value: Value) -> Arrived {
    let id = value.get("id").cloned();
    let Some(fields) = value.as_object_mut() else {
        let words = "a message is one JSON object".to_owned();
        return refused(Value::Null, ErrorCode::InvalidRequest, words);
    };
    let method = match fields.get("method") {
        Some(Value::String(method)) => Some(method.clone()),
        Some(_) | None => None,
    };
    let params = fields.get_mut("params").map(Value::take).unwrap_or_default();
    match (method, id) {
        (Some(method), None) => Arrived::Message(Notification { method, params }.into()),
        (Some(method), Some(id)) => match serde_json::from_value::<RequestId>(id) {
            Ok(id) => Arrived::Message(Request { id, method, params }.into()),
            Err(_) => {
                let words = "the id of a request is a number of 32 bits or a string".to_owned();
                refused(Value::Null, ErrorCode::InvalidRequest, words)
            }
        },
        (None, id) => match serde_json::from_value::<Response>(value) {
            Ok(response) => Arrived::Message(response.into()),
            Err(_) => {
                let words = "neither a request nor an answer".to_owned();
                refused(id.unwrap_or_default(), ErrorCode::InvalidRequest, words)
            }
        },
    }
}

fn refused(id: Value, code: ErrorCode, words: String) -> Arrived {
    Arrived::Malformed(Refused { id, code, words })
}

/// Where messages go out.
#[derive(Debug)]
pub struct Outlet<W> {
    out: W,
    asked: i32,
}

impl<W: Write> Outlet<W> {
    /// Over a stream.
    pub fn new(out: W) -> Self {
        Self { out, asked: 0 }
    }

    /// Answers a request.
    pub fn answer(&mut self, response: Response) -> io::Result<()> {
        Message::from(response).write(&mut self.out)
    }

    /// Answers what could not be read.
    pub fn refuse(&mut self, refused: &Refused) -> io::Result<()> {
        let error = json!({ "code": refused.code as i32, "message": refused.words });
        let body = json!({ "jsonrpc": "2.0", "id": refused.id, "error": error }).to_string();
        write!(self.out, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.out.flush()
    }

    /// Tells the client something.
    pub fn tell(&mut self, method: &str, params: Value) -> io::Result<()> {
        let method = method.to_owned();
        Message::from(Notification { method, params }).write(&mut self.out)
    }

    /// Asks the client for something. Its answer is not waited for.
    pub fn ask(&mut self, method: &str, params: Value) -> io::Result<()> {
        self.asked += 1;
        let id = RequestId::from(format!("solon-{}", self.asked));
        Message::from(Request { id, method: method.to_owned(), params }).write(&mut self.out)
    }
}
