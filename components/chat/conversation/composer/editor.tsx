"use client";

import { ArrowUp } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import TextareaAutosize from "react-textarea-autosize";
import { usePreference } from "../../../../lib/client/hooks.ts";
import { MESSAGE_MAX } from "../../../../lib/contract/limits.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Tooltip } from "../../../ui/tooltip.tsx";
import { CompletionPopup } from "./completion-popup.tsx";
import { type ComposerKey, composerKey } from "./composer-keys.ts";
import { type NamedMention, toPermanent } from "./mention-text.ts";
import { insertBlock, insertLink, pasteOver, type Selected, toggleCode, toggleMarker } from "./text-format.ts";
import { Toolbar } from "./toolbar.tsx";
import { useCompletion } from "./use-completion.ts";
import { useField } from "./use-field.ts";
import { useInserts } from "./use-inserts.ts";
import { type ShownText, useShownText } from "./use-shown-text.ts";

/** From here on the length is shown. */
const NEAR_MAX = MESSAGE_MAX - 500;

export const FORMATS: Partial<Record<NonNullable<ComposerKey>, (selected: Selected) => Selected>> = {
  bold: (selected) => toggleMarker(selected, "**"),
  italic: (selected) => toggleMarker(selected, "_"),
  strike: (selected) => toggleMarker(selected, "~~"),
  code: toggleCode,
  link: (selected) => insertLink(selected, null),
};

type EditorProps = {
  threadId: string;
  initial: ShownText;
  label: string;
  autoFocus: boolean;
  /** What is being answered or edited. */
  banner: ReactNode;
  sendLabel: string;
  /** After every change, in the permanent form. */
  onText: (body: string) => void;
  /** Resolves to whether the field may be emptied. */
  onSubmit: (body: string) => boolean;
  onCancel: () => boolean;
  onEditLast: () => boolean;
  /** Files that go with the text; null where none can. */
  files: { strip: ReactNode; button: ReactNode; count: number; onFiles: (files: readonly File[]) => void } | null;
  /** A text that came from elsewhere (another tab, the disk); taken over while nothing was typed here. */
  late: ShownText | null;
};

const isTouch = () => typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;

/** The text field with all it can do: keys, completion, formatting, paste and the button that sends. */
export function Editor(props: EditorProps) {
  const {
    threadId,
    initial,
    label,
    autoFocus,
    banner,
    sendLabel,
    onText,
    onSubmit,
    onCancel,
    onEditLast,
    late,
    files,
  } = props;
  const { sendKey } = usePreference();
  const [mentions, setMentions] = useState<readonly NamedMention[]>(initial.mentions);
  const area = useRef<HTMLTextAreaElement>(null);
  const field = useField(area, initial.text);
  const touched = useRef(false);
  const toShown = useShownText();
  const completion = useCompletion({
    field,
    mentions,
    onMention: (mention) => setMentions((known) => [...known, mention]),
  });
  const permanent = toPermanent(field.text, mentions);
  const isEmpty = field.text.trim() === "" && !files?.count;
  const tooLong = permanent.length > MESSAGE_MAX;

  const { setText } = field;
  useEffect(() => {
    const element = area.current;
    if (!autoFocus || !element) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(element.value.length, element.value.length);
  }, [autoFocus]);
  useEffect(() => {
    if (touched.current || !late) return;
    setMentions(late.mentions);
    setText(late.text);
  }, [late, setText]);
  useEffect(() => {
    if (touched.current) onText(permanent);
  }, [permanent, onText]);

  useInserts((body) => {
    const shown = toShown(body, mentions);
    setMentions(shown.mentions);
    touched.current = true;
    field.edit((selected) => insertBlock(selected, shown.text));
  });

  const submit = () => {
    if (isEmpty || tooLong || !onSubmit(permanent)) return;
    setText("");
    field.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, keyCode, shiftKey, ctrlKey, metaKey, altKey } = event;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const act = (): boolean => {
      if (completion.onKey(event)) return true;
      const found = composerKey(
        { key, keyCode, shiftKey, ctrlKey, metaKey, altKey, isComposing: event.nativeEvent.isComposing },
        { sendKey, touch: isTouch(), empty: field.text === "", hasSelection: selectionStart !== selectionEnd },
      );
      if (found === "send") submit();
      else if (found === "cancel") return onCancel();
      else if (found === "editLast") return onEditLast();
      else if (found && FORMATS[found]) field.edit(FORMATS[found]);
      else return false;
      return true;
    };
    if (!act()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const given = [...event.clipboardData.files];
    // Offices put a picture of their text beside it: then the text is meant.
    if (files && given.length > 0 && event.clipboardData.getData("text/plain") === "") {
      event.preventDefault();
      files.onFiles(given);
      return;
    }
    const pasted = event.clipboardData.getData("text/plain");
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const linked = pasteOver({ text: value, start: selectionStart, end: selectionEnd }, pasted);
    if (!linked) return;
    event.preventDefault();
    field.edit(() => linked);
  };

  return (
    <div className="relative rounded-lg border border-line-strong bg-raised shadow-[0_1px_2px_oklch(20%_.02_285/.04)] focus-within:border-accent-line">
      {completion.open && (
        <CompletionPopup
          threadId={threadId}
          trigger={completion.open.trigger}
          query={completion.open.query}
          listId={completion.listId}
          onPick={completion.pick}
          onActive={completion.onActive}
          keys={completion.keys}
        />
      )}
      {banner}
      {files?.strip}
      <TextareaAutosize
        ref={area}
        data-composer=""
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={completion.activeId ? completion.listId : undefined}
        aria-activedescendant={completion.activeId ?? undefined}
        enterKeyHint={isTouch() || sendKey === "ctrl-enter" ? "enter" : "send"}
        autoCapitalize="sentences"
        maxRows={12}
        value={field.text}
        onChange={() => {
          touched.current = true;
          field.read();
        }}
        onSelect={field.readCaret}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="scroll-quiet block w-full resize-none bg-transparent px-3.5 pt-2.5 pb-1 outline-none"
      />
      <div className="flex items-center gap-0.5 px-1.5 pb-1.5">
        {files?.button}
        <Toolbar field={field} />
        <Length length={permanent.length} />
        <Tooltip text={sendLabel} shortcut={sendKey === "enter" ? "Enter" : "Ctrl Enter"}>
          <button
            type="button"
            aria-label={sendLabel}
            aria-disabled={isEmpty || tooLong}
            onClick={submit}
            className={classNames(
              "ml-auto grid h-7.5 w-8.5 place-items-center rounded-[9px] bg-accent text-on-accent transition-opacity max-md:h-10 max-md:w-11",
              (isEmpty || tooLong) && "opacity-45",
            )}
          >
            <ArrowUp aria-hidden="true" className="size-4.5" />
          </button>
        </Tooltip>
      </div>
    </div>
  );
}

function Length({ length }: { length: number }) {
  if (length < NEAR_MAX) return null;
  const over = length - MESSAGE_MAX;
  return (
    <span role="status" className={classNames("px-2 text-xs tabular-nums", over > 0 ? "text-danger" : "text-text-3")}>
      {over > 0 ? `${over} too long` : `${-over} left`}
    </span>
  );
}
