import type { Script } from '../Script.js';

export const pt: Script = {
  people: [
    [
      ['them', 'Oi, bom dia! Meu pedido já saiu?'],
      ['us', 'Bom dia! Pode me passar o número do pedido?'],
      ['them', 'É o 48213.'],
      ['us', 'Obrigado. Saiu ontem à noite e chega amanhã de manhã.'],
      ['them', 'Preciso estar em casa?'],
      ['us', 'Não, o entregador pode deixar na portaria.'],
      ['them', 'Melhor na portaria mesmo.'],
      ['us', 'Anotado!'],
    ],
  ],
  groups: [
    [
      ['them', 'Bom dia, gente! Quem leva o quê no sábado?'],
      ['them', 'Eu levo as bebidas.'],
      ['us', 'Podemos emprestar duas mesas e o guarda-sol grande.'],
      ['them', 'Maravilha, obrigada!'],
      ['them', 'Passo aí na sexta com a van.'],
      ['us', 'Pode vir até as seis.'],
    ],
  ],
};
