export default {
  title: 'Obserwujący', none: 'Nikt nie obserwuje. Przypisana osoba i tak dostaje wiadomości.', follow: 'Obserwuj', unfollow: 'Nie obserwuj', add: 'Dodaj obserwującego', remove: '{name}: koniec obserwowania', find: 'Znajdź osobę',
  done: 'Obserwujesz #{number}', undone: 'Nie obserwujesz już #{number}',
  event: { follows: 'obserwowanie zgłoszenia', added: 'nowy obserwujący: {name}', leaves: 'koniec obserwowania', removed: 'koniec obserwowania: {name}' },
}
