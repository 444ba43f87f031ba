import { useEffect, useRef } from 'react';
import { Icon } from './Icon.js';
import { IconButton } from './IconButton.js';

interface SearchFieldProps {
  value: string;
  label: string;
  /** A part of the label, which stands in the field. */
  hint: string;
  clearLabel: string;
  onChange: (value: string) => void;
  /** The arrow key that leads out of the field, into what was found. */
  onDown?: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** A field to search in. `/` leads to it from anywhere, Escape empties it. */
export function SearchField({ value, label, hint, clearLabel, onChange, onDown }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <div className="search" role="search">
      <Icon name="search" size={18} />
      <input
        ref={input}
        // Not "search": browsers add a button and rules of their own to it.
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={hint}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
          if (event.key === 'ArrowDown' && onDown) {
            event.preventDefault();
            onDown();
          }
        }}
      />
      {value === '' ? (
        <span className="key" aria-hidden="true">
          /
        </span>
      ) : (
        <IconButton
          icon="close"
          label={clearLabel}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
