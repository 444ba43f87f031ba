import type { Script } from '../Script.js';

export const fr: Script = {
  people: [
    [
      ['them', 'Bonjour, ma commande devait arriver hier et le suivi ne bouge plus.'],
      ['us', 'Bonjour ! Désolé pour l’attente. Vous avez le numéro de commande ?'],
      ['them', 'Oui, 48213.'],
      ['us', 'Merci. Elle est au dépôt près de chez vous, elle part en livraison ce matin.'],
      ['them', 'Faut-il que je sois là ?'],
      ['us', 'Non, le livreur peut la laisser chez un voisin.'],
      ['them', 'Chez la voisine du 12, alors.'],
      ['us', 'C’est noté.'],
    ],
  ],
  groups: [
    [
      ['them', 'Bonjour à tous ! Qui apporte quoi samedi ?'],
      ['them', 'Je m’occupe des boissons.'],
      ['us', 'Nous pouvons vous prêter deux tables et le grand parasol.'],
      ['them', 'Super, merci !'],
      ['them', 'Je passe les prendre vendredi avec la camionnette.'],
      ['us', 'Quand vous voulez avant 18 h.'],
    ],
  ],
};
