"""The words of the ways: what each is called, what it asks of the person, which help there is for it."""

from PySide6.QtCore import QCoreApplication

from guestreg.desktop.telling.model import TellingModel
from guestreg.domain.channel import Channel

translate = QCoreApplication.translate


def way_label(way: Channel, *, advance: bool) -> str:
    """`Gọi điện`; for a foreigner `Gọi điện – chỉ là báo trước`."""
    words = {
        Channel.PHONE: translate("ways", "Gọi điện"),
        Channel.IN_PERSON: translate("ways", "Đến trực tiếp"),
        Channel.VNEID: translate("ways", "VNeID"),
        Channel.PORTAL: translate("ways", "Cổng trên mạng"),
        Channel.EMAIL: translate("ways", "Thư điện tử"),
        Channel.PAPER: translate("ways", "Nộp phiếu giấy"),
    }[way]
    return translate("ways", "{way} – chỉ là báo trước").format(way=words) if advance else words


def way_hint(model: TellingModel) -> str:
    """What to do on this way, one or two sentences."""
    start = model.start
    unit = start.police_unit or translate("ways", "Công an xã")
    match model.way:
        case Channel.PHONE:
            words = translate("ways", "Gọi {unit}: {phone}. Đọc lần lượt từng khách.")
            return words.format(unit=unit, phone=start.police_phone or translate("ways", "chưa ghi số"))
        case Channel.IN_PERSON if model.by_pack:
            words = translate("ways", "Chép gói ra USB, đưa {unit}. Họ trả tệp trả lời thì lấy vào máy.")
            return words.format(unit=unit)
        case Channel.IN_PERSON:
            return translate("ways", "Đến {unit}, mang theo sổ hoặc tờ in.").format(unit=unit)
        case Channel.VNEID:
            return translate("ways", "Mở tờ chép, rồi chép từng ô sang điện thoại.")
        case Channel.PORTAL:
            return translate("ways", "Làm tệp, tự đăng nhập vào cổng, tải tệp lên. Làm tệp chưa phải là đã báo.")
        case Channel.EMAIL:
            return translate("ways", "Gửi thư tới {email}. Không gửi ảnh giấy tờ.").format(email=start.police_email)
        case Channel.PAPER:
            return translate("ways", "Ghi phiếu khai báo, nộp tại {unit}.").format(unit=unit)


def help_label(model: TellingModel) -> str:
    """The button that helps on this way; empty when there is none."""
    if model.by_pack:
        return translate("ways", "Chép gói")
    words = {
        Channel.PHONE: translate("ways", "In tờ đọc"),
        Channel.IN_PERSON: translate("ways", "In tờ này"),
        Channel.PAPER: translate("ways", "In tờ này"),
        Channel.VNEID: translate("ways", "Mở tờ chép"),
        Channel.PORTAL: translate("ways", "Làm tệp"),
    }
    return words.get(model.way, "")


def place_label(way: Channel) -> str:
    """What the field beside the officer asks for on this way."""
    if way is Channel.PHONE:
        return translate("ways", "Số đã gọi")
    if way is Channel.EMAIL:
        return translate("ways", "Gửi tới địa chỉ")
    if way is Channel.PORTAL:
        return translate("ways", "Cổng trả lời gì, bao nhiêu khách")
    return translate("ways", "Nơi nhận")
