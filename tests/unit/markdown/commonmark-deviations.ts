import type { MarkdownIt } from "markdown-it";

/**
 * Why a message is read otherwise than CommonMark says, each on purpose, with what takes the difference back. What a soft
 * break looks like is no matter of reading: a message shows it as the line break that was typed.
 */
export const REASONS = {
  /** Text that somebody indented is text: a program's output goes into a fence. */
  indentedCode: (parser: MarkdownIt) => void parser.enable("code"),
  /** `Hello` over `---` is a line and a rule, no heading. */
  setextHeadings: (parser: MarkdownIt) => void parser.enable("lheading"),
  /** `[x]: y` would vanish from the message. */
  references: (parser: MarkdownIt) => void parser.enable("reference"),
  /** `&amp;` is what was typed. */
  entities: (parser: MarkdownIt) => void parser.enable("entity"),
  /** There is no HTML in a message. */
  html: (parser: MarkdownIt) => void parser.set({ html: true }).enable(["html_block", "html_inline"]),
  /** No image of another host is loaded by a message. */
  images: (parser: MarkdownIt) => void parser.enable("image"),
  /** Only `http`, `https` and `mailto` are followed, and no path of our own. */
  addresses: (parser: MarkdownIt) => void (parser.validateLink = () => true),
  /** A bare address is a link. */
  bareLinks: (parser: MarkdownIt) => void parser.set({ linkify: false }),
};

export type Reason = keyof typeof REASONS;

/** Every example of CommonMark 0.31.2 that we read otherwise, by its number, under all the reasons that it has. */
export const DEVIATIONS: readonly { because: readonly Reason[]; examples: readonly number[] }[] = [
  {
    because: ["indentedCode"],
    examples: [
      1, 2, 3, 5, 6, 7, 8, 18, 36, 48, 69, 85, 100, 107, 110, 111, 112, 114, 116, 117, 118, 134, 211, 225, 231, 236,
      252, 253, 254, 257, 264, 270, 271, 272, 273, 274, 278, 286, 287, 288, 289, 290, 313,
    ],
  },
  {
    because: ["html"],
    examples: [
      21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168,
      169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 185, 186, 187, 188, 189, 190, 201, 308, 344,
      475, 476, 477, 491, 494, 524, 613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643,
    ],
  },
  {
    because: ["addresses"],
    examples: [
      22, 32, 404, 419, 422, 433, 473, 474, 482, 483, 484, 486, 489, 492, 495, 496, 498, 499, 500, 501, 502, 503, 504,
      505, 506, 507, 509, 510, 512, 514, 515, 516, 518, 519, 521, 522, 596, 598, 599, 601,
    ],
  },
  {
    because: ["references", "addresses"],
    examples: [
      23, 33, 192, 193, 194, 195, 196, 198, 200, 202, 203, 204, 205, 206, 207, 208, 210, 214, 216, 217, 218, 317, 527,
      528, 529, 530, 532, 533, 534, 535, 537, 538, 539, 540, 541, 542, 543, 544, 545, 549, 550, 553, 554, 555, 556, 557,
      558, 559, 560, 561, 562, 563, 564, 565, 566, 567, 568, 569, 570, 571, 592, 593,
    ],
  },
  { because: ["entities"], examples: [25, 26, 27, 37, 38, 39, 40, 41] },
  { because: ["setextHeadings"], examples: [59, 80, 81, 82, 83, 84, 86, 89, 90, 91, 95, 96, 102, 103, 141, 300] },
  { because: ["indentedCode", "setextHeadings"], examples: [115] },
  { because: ["indentedCode", "html"], examples: [183, 184, 191, 309] },
  { because: ["setextHeadings", "references", "addresses"], examples: [215] },
  { because: ["images", "addresses"], examples: [517, 520, 572, 574, 575, 578, 579, 580, 581] },
  {
    because: ["references", "images", "addresses"],
    examples: [531, 573, 576, 577, 582, 583, 584, 585, 586, 587, 588, 589, 591],
  },
  { because: ["references", "html", "addresses"], examples: [536] },
  { because: ["bareLinks"], examples: [602, 608, 611, 612] },
];
