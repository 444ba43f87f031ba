import { type Context, useContext } from 'react';

/** The value of a context that only exists inside of a component. Throws outside, in development with the remedy. */
export function useRequiredContext<Value>(context: Context<Value | undefined>, part: string): Value {
  const value = useContext(context);
  if (value !== undefined) return value;
  let message = `<${part}> is not inside <ChatAvatar.Root>.`;
  if (process.env.NODE_ENV !== 'production')
    message += ' Render it inside, where the picture of the chat is.';
  throw new Error(message);
}
