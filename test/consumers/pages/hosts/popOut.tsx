import { openIn } from './openIn';

export function mount() {
  const button = document.createElement('button');
  button.textContent = 'Pop out';
  button.onclick = () => {
    const opened = window.open('', 'specimen', 'popup,width=900,height=800');
    if (opened) openIn(opened.document);
  };
  document.body.append(button);
}
