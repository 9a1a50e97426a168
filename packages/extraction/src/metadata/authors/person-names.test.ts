import { describe, expect, it } from 'vitest'
import { readNames, splitNames } from './person-names.ts'

describe('splitNames', () => {
  it.each([
    ['By Mira Tolland', ['Mira Tolland']],
    ['Written by Mira Tolland and Piet Rook', ['Mira Tolland', 'Piet Rook']],
    ['Von Jonas Hellweg, Ayse Karaman und Eva Lind', ['Jonas Hellweg', 'Ayse Karaman', 'Eva Lind']],
    ['Autorin/Autor Jonas Hellweg', ['Jonas Hellweg']],
    ['Par Élodie Vaucher et Marc Perret', ['Élodie Vaucher', 'Marc Perret']],
    ['Propos recueillis par Élodie Vaucher', ['Élodie Vaucher']],
    ['Por Lucía Ferrer y Tomás Olmo', ['Lucía Ferrer', 'Tomás Olmo']],
    ['di Carla Benassi e Luca Morandi', ['Carla Benassi', 'Luca Morandi']],
    ['Por Inês Valente, correspondente', ['Inês Valente']],
    ['Autor: Jan Brzoza i Ewa Lipska', ['Jan Brzoza', 'Ewa Lipska']],
    ['Автор: Олена Гай та Петро Лісний', ['Олена Гай', 'Петро Лісний']],
    ['Автор: Ирина Полевая и Павел Речной', ['Ирина Полевая', 'Павел Речной']],
    ['Mira Tolland, Transport Reporter', ['Mira Tolland']],
    ['Mira Tolland Chief Correspondent', ['Mira Tolland']],
    ['Mira Tolland, Vice President, Moor University', ['Mira Tolland']],
    ['Uta Hellweg, Projektleiterin', ['Uta Hellweg']],
    ['Mira Tolland with AP', ['Mira Tolland']],
    ['Mira Tolland (Brackness)', ['Mira Tolland']],
    ['Mira Tolland, Brackness', ['Mira Tolland']],
    ['Von Jonas Hellweg in Brackness', ['Jonas Hellweg']],
    ['Jonas Hellweg aus Brackness', ['Jonas Hellweg']],
    ['Mira Tolland for The Moor', ['Mira Tolland']],
    ['Mira Tolland @mirat', ['Mira Tolland']],
    ['Mira Tolland mira@northlight.example', ['Mira Tolland']],
    ['Mira Tolland | Published 4 May 2024', ['Mira Tolland']],
    ['Par Élodie Vaucher et Marc Perret 17 mai 2024 à 18h40', ['Élodie Vaucher', 'Marc Perret']],
    ['Mira Tolland May 17, 2024', ['Mira Tolland']],
    ['Von Jonas Hellweg, Brackness 05.08.2024, 20:59 Uhr', ['Jonas Hellweg']],
    ['Фото: Олена Гай', []],
    ['Jonas Hellweg am Samstag', ['Jonas Hellweg']],
    ['Tolland, Mira', ['Mira Tolland']],
    ['José Olmo y Ferrer', ['José Olmo y Ferrer']],
    ['Lucía Ferrer y EFE', ['Lucía Ferrer']],
    ['Ludwig van der Berg', ['Ludwig van der Berg']],
    ['Otto von Halm', ['Otto von Halm']],
    ['Piet Rook, Jr.', ['Piet Rook, Jr.']],
    ['김하늘 기자', ['김하늘']],
    ['山田 花子記者', ['山田 花子']],
    ['By', []],
    ['Reuters', []],
    ['Redaktion', []],
    ['northlight.org', []],
    ['Agencies', []],
    ['admin', []],
    ['https://www.facebook.com/northlight', []],
    ['mira@northlight.example', []],
    ['Follow us on Twitter', []],
    ['12 Comments', []],
    ['', []],
  ])('reads %s as %j', (byline, names) => {
    expect(splitNames(byline)).toEqual(names)
  })
})

describe('readNames', () => {
  it('keeps agencies and newsrooms apart from persons', () => {
    expect(readNames('Mira Tolland und dpa')).toEqual({ persons: ['Mira Tolland'], organisations: ['dpa'] })
    expect(readNames('The Moor News Desk')).toEqual({ persons: [], organisations: ['The Moor News Desk'] })
  })

  it('takes a single word beside an organisation for a place', () => {
    expect(readNames('AFP, Brackness')).toEqual({ persons: [], organisations: ['AFP'] })
  })

  it('comes to an answer on endless names', () => {
    expect(readNames('A B and '.repeat(100_000)).persons.length).toBeLessThan(100)
    expect(readNames(`${'Ab '.repeat(50_000)}in X`).persons).toEqual([])
  })
})
