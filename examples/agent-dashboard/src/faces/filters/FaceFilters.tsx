import { useTexts } from '../../texts/useTexts.js';
import { Icon } from '../../ui/Icon.js';
import { type FaceFilter, FILTERS, RARE } from './FaceFilter.js';
import { OUTCOME_ICONS } from './outcomeIcons.js';

interface FaceFiltersProps {
  filter: FaceFilter;
  /** `undefined` until the faces are loaded: tiles where they will be. */
  counts: Record<FaceFilter, number> | undefined;
  onChange: (filter: FaceFilter) => void;
}

/** The outcomes of the run in numbers; each number shows the chats that it counts. */
export function FaceFilters({ filter, counts, onChange }: FaceFiltersProps) {
  const texts = useTexts();
  const shown = FILTERS.filter((each) => !RARE.has(each) || (counts?.[each] ?? 0) > 0);
  return (
    <div className="tiles" role="group" aria-label={texts.filter}>
      {shown.map((each) => (
        <button
          key={each}
          type="button"
          className="tile"
          data-outcome={each}
          aria-pressed={filter === each}
          disabled={!counts?.[each]}
          title={texts.storedFaces.outcomeHints[each]}
          onClick={() => onChange(each)}
        >
          <span className="tile-count">{counts?.[each] ?? '–'}</span>
          <span className="tile-label">
            <Icon name={OUTCOME_ICONS[each]} size={15} />
            {texts.storedFaces.outcomes[each]}
          </span>
        </button>
      ))}
    </div>
  );
}
