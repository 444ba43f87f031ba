/** The set-up of `npm create vite`: Vite 8 and its plugin for React. */
export const vite8 = (name: string) => ({
  name,
  imports: ["import react from '@vitejs/plugin-react';"],
  config: 'plugins: [react()]',
});
