<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
    <context>
        <name>ComparingView</name>
        <message>
            <source>Khách đến từ ngày</source>
            <translation>Arrivals from</translation>
        </message>
        <message>
            <source>đến hết ngày</source>
            <translation>up to and with</translation>
        </message>
        <message>
            <source>Đối chiếu</source>
            <translation>Compare</translation>
        </message>
        <message>
            <source>Chọn tệp danh sách…</source>
            <translation>Choose the list's file…</translation>
        </message>
        <message>
            <source>Danh sách tải về lúc</source>
            <translation>List downloaded at</translation>
        </message>
        <message>
            <source>Ngày</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>Xem lại</source>
            <translation>Look again</translation>
        </message>
        <message>
            <source>Gửi lại</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>Báo cách khác…</source>
            <translation>Report another way…</translation>
        </message>
        <message>
            <source>Ghi số này</source>
            <translation>Note this number</translation>
        </message>
        <message>
            <source>Ghi kết quả</source>
            <translation>Keep the result</translation>
        </message>
        <message>
            <source>Quay lại</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Tệp: {name}</source>
            <translation>File: {name}</translation>
        </message>
        <message>
            <source>Dùng các cột này</source>
            <translation>Use these columns</translation>
        </message>
        <message>
            <source>Không có tệp?</source>
            <translation>No file?</translation>
        </message>
        <message>
            <source>Mở cổng, tìm từng khách. Thấy ai thì bấm ở dòng đó.</source>
            <translation>Open the portal and look for each guest. Press the line of whom you see.</translation>
        </message>
        <message>
            <source>Không có</source>
            <translation>None</translation>
        </message>
        <message>
            <source>Đã thấy trên cổng</source>
            <translation>Seen on the portal</translation>
        </message>
        <message>
            <source>Đã thấy trên cổng: {name}</source>
            <translation>Seen on the portal: {name}</translation>
        </message>
        <message>
            <source>Cột số giấy tờ</source>
            <translation>Number column</translation>
        </message>
        <message>
            <source>Cột ngày đến</source>
            <translation>Arrival column</translation>
        </message>
        <message>
            <source>Cột họ tên</source>
            <translation>Name column</translation>
        </message>
        <message>
            <source>Cổng đang hiện bao nhiêu khách đến hôm nay?</source>
            <translation>Today's arrivals on the portal</translation>
        </message>
        <message>
            <source>Trên cổng bấm “Tải danh sách”, rồi chọn tệp vừa tải.</source>
            <translation>Download the list on the portal, then choose that file.</translation>
        </message>
    </context>
    <context>
        <name>groups</name>
        <message>
            <source>Dòng {rows} của tệp không đọc được.</source>
            <translation>Rows {rows} of the file can't be read.</translation>
        </message>
        <message numerus="yes">
            <source>Có ở cả hai (%n)</source>
            <translation>
                <numerusform>In both (%n)</numerusform>
                <numerusform>In both (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Chỉ có trong sổ (%n)</source>
            <translation>
                <numerusform>Only in the book (%n)</numerusform>
                <numerusform>Only in the book (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Chỉ có trên cổng (%n)</source>
            <translation>
                <numerusform>Only on the portal (%n)</numerusform>
                <numerusform>Only on the portal (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Phải tự xem (%n)</source>
            <translation>
                <numerusform>Look at it yourself (%n)</numerusform>
                <numerusform>Look at it yourself (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>và %n dòng nữa</source>
            <translation>
                <numerusform>and %n more line</numerusform>
                <numerusform>and %n more lines</numerusform>
            </translation>
        </message>
        <message>
            <source>công an đang đòi sửa</source>
            <translation>the police want it corrected</translation>
        </message>
        <message>
            <source>mới gửi, có thể chưa kịp hiện</source>
            <translation>just sent, may not show yet</translation>
        </message>
        <message>
            <source>trên cổng ghi ngày đến khác</source>
            <translation>the portal has another arrival day</translation>
        </message>
        <message>
            <source>trong sổ ghi hai lần</source>
            <translation>twice in the book</translation>
        </message>
        <message>
            <source>trên cổng có hai lần</source>
            <translation>twice on the portal</translation>
        </message>
        <message>
            <source>số giấy tờ trong tệp bị hỏng</source>
            <translation>the number is spoilt in the file</translation>
        </message>
        <message>
            <source>chưa có số giấy tờ, không đối chiếu được. Mới tải lên cổng thì gọi báo lại</source>
            <translation>no document number, can't be compared. If only uploaded, call and report again</translation>
        </message>
    </context>
</TS>
