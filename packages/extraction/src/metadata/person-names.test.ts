import { describe, expect, it } from 'vitest'
import { splitNames } from './person-names.ts'

describe('splitNames', () => {
  it.each([
    ['By Mira Tolland', ['Mira Tolland']],
    ['Written by Mira Tolland and Piet Rook', ['Mira Tolland', 'Piet Rook']],
    ['Von Jonas Hellweg, Ayse Karaman und Eva Lind', ['Jonas Hellweg', 'Ayse Karaman', 'Eva Lind']],
    ['Par Élodie Vaucher et Marc Perret', ['Élodie Vaucher', 'Marc Perret']],
    ['Mira Tolland, Transport Reporter', ['Mira Tolland']],
    ['Mira Tolland Chief Correspondent', ['Mira Tolland']],
    ['Mira Tolland with AP', ['Mira Tolland']],
    ['Mira Tolland (Brackness)', ['Mira Tolland']],
    ['Mira Tolland @mirat', ['Mira Tolland']],
    ['Mira Tolland | Published 4 May 2024', ['Mira Tolland']],
    ['Ludwig van der Berg', ['Ludwig van der Berg']],
    ['Otto von Halm', ['Otto von Halm']],
    ['Piet Rook, Jr.', ['Piet Rook, Jr.']],
    ['By', []],
    ['Reuters', []],
    ['Redaktion', []],
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
