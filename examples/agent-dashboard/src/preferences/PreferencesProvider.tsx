import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react';
import { keepPreferences, type Preferences, readPreferences, showPreferences } from './preferences.js';

interface PreferencesContextValue extends Preferences {
  set: (change: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<PreferencesContextValue | undefined>(undefined);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(readPreferences);

  useLayoutEffect(() => showPreferences(preferences), [preferences]);

  const set = (change: Partial<Preferences>) => {
    const changed = { ...preferences, ...change };
    setPreferences(changed);
    keepPreferences(changed);
  };
  return (
    <PreferencesContext.Provider value={{ ...preferences, set }}>{children}</PreferencesContext.Provider>
  );
}

export function usePreferences(): PreferencesContextValue {
  const value = useContext(PreferencesContext);
  if (value === undefined) throw new Error('usePreferences needs a PreferencesProvider above it.');
  return value;
}
