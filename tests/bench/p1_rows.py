"""Made-up register rows for P1: names, papers and addresses of the highlands, the same for the same count."""

from random import Random

from guestreg.ports.renderer import RegisterRow

FAMILY = "Vàng Lò Giàng Sùng Thào Hạng Lý Tẩn Chẻo Nguyễn Trần Phạm Hoàng Mùa Cứ Quàng Lường Tòng Đèo Vừ".split()
MIDDLE = "A Thị Văn Seo Mí Ngọc Minh Thanh Láo Xuân Hữu Đức Quỳnh".split()
GIVEN = "Mẫu Dụ Thử Páo Sính Dế Chứ Nủ Mỷ Phượng Hương Tuấn Hiếu Bình Ưởng Ngoẵng Thắng Quyết Sửu Dợ".split()
PLACES = (
    ("Bản Sin Suối Hồ", "Xã Sin Suối Hồ, Lai Châu"),
    ("Bản Nậm Nhừ", "Xã Nà Bủng, Điện Biên"),
    ("Tổ dân phố số 4", "Phường Điện Biên Phủ, Điện Biên"),
    ("Thôn Lao Chải", "Xã Mù Cang Chải, Lào Cai"),
    ("Số 12 ngõ 36 đường Nguyễn Trãi", "Phường Thanh Xuân, Hà Nội"),
)
ISSUERS = ("Cục CS QLHC về TTXH", "Bộ Công an")
NATIONS = ("Đức", "Hàn Quốc", "Hoa Kỳ", "Pháp", "Nhật Bản", "Vương quốc Anh")
LATIN = "ERIKA SPECIMEN ANNA MARIA HAPPY TRAVELER JEAN PAUL MUSTERMANN EXAMPLE".split()


def made_rows(count: int) -> list[RegisterRow]:
    random = Random(14)
    return [_row(random, number) for number in range(1, count + 1)]


def _row(random: Random, number: int) -> RegisterRow:
    woman, foreign = random.random() < 0.5, random.random() < 0.15
    born = f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/{random.randint(1940, 2020)}"
    day = f"{random.randint(1, 28):02}/{random.randint(1, 12):02}/2026"
    clock = f"{random.randint(6, 23):02}:{random.randint(0, 59):02}"
    hamlet, commune = random.choice(PLACES)
    family, given = random.choice(FAMILY), random.choice(GIVEN)
    name = f"{family} {random.choice(MIDDLE)} {given}"
    paper = f"{random.randrange(10**11):012} cấp ngày {born[:6]}{random.randint(2021, 2026)} {random.choice(ISSUERS)}"
    return RegisterRow(
        number=str(number),
        full_name=" ".join(random.sample(LATIN, 3)) if foreign else name,
        birth_male="" if woman else born,
        birth_female=born if woman else "",
        nationality=random.choice(NATIONS) if foreign else "Việt Nam",
        document=f"C{random.randrange(10**8):08}" if foreign else paper,
        residence=random.choice(NATIONS) if foreign else f"{hamlet}, {commune}",
        arrived=f"{clock} {day}",
        departed=f"{random.randint(6, 12):02}:{random.randint(0, 59):02} {day}",
        room=f"Nhà sàn {random.randint(1, 6)}",
        notified=f"Vàng Thị Mẫu {clock} {day}",
        officer="Trực tuyến" if random.random() < 0.8 else "Lường Văn Dụ",
        note=f"Đi cùng {family} Văn Mẫu" if random.random() < 0.1 else "",
    )
