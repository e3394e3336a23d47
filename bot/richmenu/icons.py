"""The drawings on the menus: plain shapes on a field of 100 by 100, drawn by a pen that knows where the field lies.

Only `drawing.py` uses them; whoever changes one counts `DRAWING_VERSION` up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PIL.ImageDraw import ImageDraw

Point = tuple[float, float]
_LINE = 7.0


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on a square field of a picture, in hundredths of its side; `ink` on `paper`."""

    canvas: ImageDraw
    left: float
    top: float
    side: float
    ink: str
    paper: str

    def line(self, *points: Point, width: float = _LINE, colour: str | None = None) -> None:
        """Draw a line through points, with round ends and corners."""
        colour = colour or self.ink
        self.canvas.line([self._at(point) for point in points], fill=colour, width=self._long(width), joint="curve")
        for point in points:
            self.disc(point, width / 2 - 0.2, colour)  # Pillow's circles are a little wider than its lines

    def disc(self, centre: Point, radius: float, colour: str | None = None) -> None:
        """Fill a circle."""
        self.canvas.ellipse(self._around(centre, radius, radius), fill=colour or self.ink)

    def ring(self, centre: Point, radius: float, width: float = _LINE) -> None:
        """Draw a circle; the line lies inside the radius."""
        self.canvas.ellipse(self._around(centre, radius, radius), outline=self.ink, width=self._long(width))

    def oval(self, centre: Point, across: float, down: float, width: float = _LINE) -> None:
        """Draw an upright ellipse of two radii."""
        self.canvas.ellipse(self._around(centre, across, down), outline=self.ink, width=self._long(width))

    def arc(self, centre: Point, radius: float, start: float, end: float, width: float = _LINE) -> None:
        """Draw a part of a circle, clockwise in degrees from three o'clock."""
        self.canvas.arc(self._around(centre, radius, radius), start, end, fill=self.ink, width=self._long(width))

    def shape(self, *points: Point, colour: str | None = None) -> None:
        """Fill a polygon."""
        self.canvas.polygon([self._at(point) for point in points], fill=colour or self.ink)

    def box(self, corner: Point, opposite: Point, radius: float, colour: str | None = None) -> None:
        """Fill a rectangle with round corners."""
        place = (*self._at(corner), *self._at(opposite))
        self.canvas.rounded_rectangle(place, radius=self._long(radius), fill=colour or self.ink)

    def frame(self, corner: Point, opposite: Point, radius: float, width: float = _LINE) -> None:
        """Draw a rectangle with round corners."""
        place = (*self._at(corner), *self._at(opposite))
        self.canvas.rounded_rectangle(place, radius=self._long(radius), outline=self.ink, width=self._long(width))

    def _at(self, point: Point) -> Point:
        return self.left + point[0] * self.side / 100, self.top + point[1] * self.side / 100

    def _long(self, length: float) -> int:
        return max(1, round(length * self.side / 100))

    def _around(self, centre: Point, across: float, down: float) -> tuple[float, float, float, float]:
        return (
            *self._at((centre[0] - across, centre[1] - down)),
            *self._at((centre[0] + across, centre[1] + down)),
        )


def _book(pen: Pen) -> None:
    pen.line((50, 24), (50, 84))
    for side in (-1, 1):
        pen.line(
            (50, 24), (50 + side * 18, 18), (50 + side * 40, 20), (50 + side * 40, 78), (50 + side * 18, 77), (50, 84)
        )
        pen.line((50 + side * 14, 38), (50 + side * 28, 36), width=5)
        pen.line((50 + side * 14, 53), (50 + side * 28, 51), width=5)


def _speech(pen: Pen) -> None:
    pen.box((10, 16), (90, 70), 16)
    pen.shape((26, 62), (26, 90), (54, 66))
    for x in (32, 50, 68):
        pen.disc((x, 43), 5.5, pen.paper)


def _lifebuoy(pen: Pen) -> None:
    pen.ring((50, 50), 41)
    pen.ring((50, 50), 19)
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        pen.line((50 + x * 15, 50 + y * 15), (50 + x * 22, 50 + y * 22), width=13)


def _question(pen: Pen) -> None:
    pen.ring((50, 50), 41)
    pen.arc((50, 42), 17, 180, 62)
    pen.disc((36.5, 42), 3.5)
    pen.line((56, 53.5), (50, 60), (50, 62))
    pen.disc((50, 75), 5)


def _shield(pen: Pen) -> None:
    outline: Sequence[Point] = ((50, 9), (84, 21), (84, 48), (76, 70), (50, 91), (24, 70), (16, 48), (16, 21))
    pen.shape(*outline)
    pen.line((34, 50), (46, 62), (67, 38), width=9, colour=pen.paper)


def _globe(pen: Pen) -> None:
    pen.ring((50, 50), 41)
    pen.oval((50, 50), 19, 41, width=6)
    pen.line((12, 50), (88, 50), width=6)
    pen.line((19, 30), (81, 30), width=6)
    pen.line((19, 70), (81, 70), width=6)


def _people(pen: Pen) -> None:
    for x, y, size in ((22, 40, 0.8), (78, 40, 0.8), (50, 32, 1.15)):
        _person(pen, x, y, size)


def _person(pen: Pen, x: float, y: float, size: float) -> None:
    """Draw head and shoulders, with a rim of paper against whoever stands behind."""
    for rim, colour in ((4.0, pen.paper), (0.0, pen.ink)):
        pen.disc((x, y), 13 * size + rim, colour)
        pen.box((x - 21 * size - rim, y + 17 * size - rim), (x + 21 * size + rim, 84 + rim), 17 * size, colour)


def _swap(pen: Pen) -> None:
    pen.line((16, 34), (82, 34), width=9)
    pen.line((64, 16), (82, 34), (64, 52), width=9)
    pen.line((84, 68), (18, 68), width=9)
    pen.line((36, 50), (18, 68), (36, 86), width=9)


def _pulse(pen: Pen) -> None:
    pen.frame((8, 16), (92, 84), 14)
    pen.line((20, 52), (36, 52), (45, 32), (57, 68), (65, 52), (80, 52), width=6.5)


def _pencil(pen: Pen) -> None:
    pen.line((28, 72), (72, 28), width=22)
    pen.shape((12, 88), (18, 61), (39, 82))
    pen.line((21, 60), (40, 79), width=4, colour=pen.paper)
    pen.line((60, 25), (75, 40), width=4, colour=pen.paper)
    pen.line((52, 89), (90, 89), width=6)


def _checklist(pen: Pen) -> None:
    for y, done in ((24, True), (50, True), (76, False)):
        if done:
            pen.line((12, y), (20, y + 8), (34, y - 9), width=6.5)
        else:
            pen.ring((23, y), 10, width=6)
        pen.line((48, y), (90, y), width=8)


def _hand(pen: Pen) -> None:
    for x, top in ((33, 19), (47, 11), (61, 16), (75, 29)):
        pen.line((x, top), (x, 60), width=11)
    pen.line((15, 46), (34, 68), width=12)
    pen.box((27.5, 46), (80.5, 93), 24)


def _tag(pen: Pen) -> None:
    corners = ((17, 17), (49, 17), (84, 54), (54, 84), (17, 49))
    pen.shape(*corners)
    pen.line(*corners, corners[0], width=11)
    pen.disc((33, 33), 8, pen.paper)


def _card(pen: Pen) -> None:
    pen.frame((7, 18), (93, 82), 12)
    pen.disc((32, 43), 9.5)
    pen.box((17, 56), (47, 70), 9)
    pen.line((59, 42), (80, 42))
    pen.line((59, 59), (74, 59))


def _flag(pen: Pen) -> None:
    pen.line((24, 12), (24, 90), width=8)
    pen.shape((24, 14), (84, 14), (70, 35), (84, 56), (24, 56))


def _tray(pen: Pen) -> None:
    pen.line((10, 54), (24, 18), (76, 18), (90, 54), (90, 84), (10, 84), (10, 54))
    pen.line((10, 54), (33, 54), (39, 66), (61, 66), (67, 54), (90, 54))
    pen.line((37, 36), (63, 36))


def _gear(pen: Pen) -> None:
    for turn in range(8):
        angle = turn * pi / 4
        pen.line((50 + 26 * cos(angle), 50 + 26 * sin(angle)), (50 + 37 * cos(angle), 50 + 37 * sin(angle)), width=15)
    pen.disc((50, 50), 31)
    pen.disc((50, 50), 13, pen.paper)


def _moon(pen: Pen) -> None:
    pen.disc((48, 52), 37)
    pen.disc((62, 39), 31, pen.paper)
    pen.disc((76, 24), 5.5)
    pen.disc((86, 44), 3.5)


def _door(pen: Pen) -> None:
    pen.line((14, 88), (86, 88))
    pen.line((26, 86), (26, 13), (74, 13), (74, 86))
    pen.shape((36, 22), (60, 30), (60, 97), (36, 87))
    pen.disc((53, 58), 4, pen.paper)


def _calendar(pen: Pen) -> None:
    pen.frame((10, 20), (90, 88), 12)
    pen.box((10, 20), (90, 42), 10)
    for x in (30, 70):
        pen.line((x, 12), (x, 28), width=8)
    pen.line((33, 65), (45, 76), (68, 54), width=8)


def _cup(pen: Pen) -> None:
    pen.box((14, 44), (72, 82), 16)
    pen.box((14, 44), (72, 62), 3)
    pen.arc((72, 59), 17, -80, 80)
    pen.line((10, 91), (78, 91), width=6)
    for x in (32, 54):
        pen.line((x, 33), (x - 5, 25), (x, 17), width=5.5)


ICONS: Mapping[str, Callable[[Pen], None]] = {
    "book": _book,
    "calendar": _calendar,
    "card": _card,
    "checklist": _checklist,
    "cup": _cup,
    "door": _door,
    "flag": _flag,
    "gear": _gear,
    "globe": _globe,
    "hand": _hand,
    "lifebuoy": _lifebuoy,
    "moon": _moon,
    "pencil": _pencil,
    "people": _people,
    "pulse": _pulse,
    "question": _question,
    "shield": _shield,
    "speech": _speech,
    "swap": _swap,
    "tag": _tag,
    "tray": _tray,
}
