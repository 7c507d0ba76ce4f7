"""Two hundred ways to write the names of made-up people: who is kept, and what somebody types who looks for them."""

from __future__ import annotations

KEPT: dict[str, tuple[str, ...]] = {
    # Vietnamese: order, marks, the letter đ, parts left out, English order.
    "Nguyễn Thị Linh": (
        "Linh Nguyen",
        "nguyen thi linh",
        "Nguyen Linh",
        "NGUYỄN LINH",
        "Lin Nguyen",
        "Linh Nguyễn Thị",
    ),
    "Trần Văn Đức": ("Tran Duc", "Duc Tran Van", "Tran Van Duc", "Đức Trần", "Dức Tran", "Duck Tran"),
    "Phạm Ngọc Ánh": ("Pham Ngoc Anh", "Ngoc Anh Pham", "Fam Ngoc Anh", "Anh Pham Ngoc", "PHAM NGOC ANH"),
    "Lê Hoàng Phúc": ("Le Hoang Phuc", "Phuc Le Hoang", "Hoang Phuc Le", "Lê Phúc Hoàng", "Le Hoang Fuc"),
    "Võ Minh Khôi": ("Vo Minh Khoi", "Khoi Vo Minh", "Minh Khoi Vo", "Voh Minh Koi", "Vo Min Khoi"),
    "Đặng Thu Hương": ("Dang Thu Huong", "Huong Dang Thu", "Đang Thu Hương", "Dang Tu Huong", "Dang Thu Hoang"),
    "Bùi Quang Huy": ("Bui Quang Huy", "Huy Bui Quang", "Bui Kwang Huy", "Bùi Quang-Huy", "Buy Quang Huy"),
    "Hồ Xuân Mai": ("Ho Xuan Mai", "Mai Ho Xuan", "Ho Suan Mai", "Hồ Mai Xuân", "Ho Xuan May"),
    # Albanian: ë and ç, q and k, gj and j, xh, double letters.
    "Arbën Hoxha": ("Arben Hoxha", "Hoxha Arben", "Arben Hodja", "Arben Hoxa", "ARBEN HOXHA", "Arbn Hoxha"),
    "Shpëtim Gjoka": ("Shpetim Gjoka", "Spetim Gjoka", "Gjoka Shpetim", "Shpetim Joka", "Shpetim Gyoka"),
    "Besnik Çela": ("Besnik Cela", "Cela Besnik", "Besnik Chela", "Beznik Cela", "Besnick Cela"),
    "Mirlinda Krasniqi": ("Mirlinda Krasnici", "Krasniqi Mirlinda", "Merlinda Krasniqi", "Mirlinda Krasnichi"),
    "Fatmir Xhaferi": ("Fatmir Dzhaferi", "Fatmir Jaferi", "Xhaferi Fatmir", "Fatmeer Xhaferi", "Fatmir Xhafferi"),
    "Enkeleda Dervishi": ("Enkeleda Dervishi", "Dervishi Enkelejda", "Enkeleda Dervisi", "Enkelda Dervishi"),
    "Valbona Ndreu": ("Valbona Ndreu", "Ndreu Valbona", "Valbona Nderu", "Valbonna Ndreu"),
    "Agron Llapashtica": ("Agron Lapashtica", "Llapashtica Agron", "Agron Llapastica", "Agron Lapashtitsa"),
    # Arabic: vowels that are not written, other letters for one sound, articles, scripts.
    "Mohammed Al-Hassan": ("Muhammad Hassan", "Mohamed Al Hasan", "محمد الحسن", "Mohamad Alhassan", "Hassan Mohammed"),
    "Ahmed Abdulrahman": ("Ahmad Abdul Rahman", "Ahmed Abd al-Rahman", "Ahmet Abdurahman", "Abdulrahman Ahmed"),
    "Fatima Zahra Benali": ("Fatma Zahra Ben Ali", "Fatimah Zahraa Benali", "Benali Fatima", "Fateema Zara Benali"),
    "Yusuf Khalil": ("Youssef Khaleel", "Yousef Kalil", "يوسف خليل", "Yusef Khalil", "Khalil Yusuf"),
    "Hussein Othman": ("Husain Othman", "Hussain Uthman", "Hossein Osman", "Othman Hussein", "حسين عثمان"),
    "Khadija Suleiman": ("Khadijah Sulaiman", "Kadija Soleiman", "Hadija Suleiman", "خديجة سليمان"),
    "Omar Qasim": ("Umar Kassim", "Omar Kasim", "Omer Qassem", "عمر قاسم", "Qasim Omar"),
    "Layla Haddad": ("Leila Hadad", "Laila Haddad", "Leyla Haddad", "Haddad Layla"),
    "Jamal Nasser": ("Gamal Nasser", "Djamal Naser", "Jamaal Nassir", "Nasser Jamal"),
    "Aisha Mahmoud": ("Aysha Mahmud", "Ayesha Mahmood", "Aicha Mahmoud", "عائشة محمود"),
    # Eritrean and Ethiopian: Ge'ez script, h and kh, doubled letters, ie and e.
    "Tesfay Gebremeskel": ("Tesfai Gebremeskel", "Tesfaye Ghebremeskel", "Gebremeskel Tesfay", "Tesfay Gebre Meskel"),
    "Selam Haile": ("Salam Hayle", "Selam Hailu", "ሰላም ኃይለ", "Haile Selam", "Selaam Haile"),
    "Yohannes Tekle": ("Johannes Tekle", "Yohanes Tekle", "Yohannis Tekleh", "Tekle Yohannes"),
    "Mehret Kidane": ("Mihret Kidane", "Meheret Kidane", "Mehret Kidanie", "Kidane Mehret"),
    "Abraham Woldu": ("Abrham Weldu", "Abraham Wolde", "Abreham Woldu", "Woldu Abraham"),
    "Freweyni Berhane": ("Freweini Berhane", "Frewoini Birhane", "Freweyni Brhane", "Berhane Freweyni"),
    "Habtom Zerai": ("Habtom Zeray", "Habtem Zerai", "Habtome Zerae", "Zerai Habtom"),
    # Romanian: ș and ț in both spellings, ă, â and î.
    "Ștefan Țurcanu": ("Stefan Turcanu", "Ştefan Ţurcanu", "Turcanu Stefan", "Stephan Turcanu", "Stefan Tsurcanu"),
    "Ioana Mădălina Popescu": ("Ioana Popescu", "Madalina Popescu", "Popescu Ioana Madalina", "Joana Popescu"),
    "Gheorghe Brâncuș": ("Gheorghe Brancus", "George Brancus", "Brîncuș Gheorghe", "Gheorge Brancush"),
    "Cătălin Ionuț Dragomir": ("Catalin Dragomir", "Ionut Dragomir", "Katalin Dragomir", "Dragomir Catalin Ionut"),
    "Mihaela Vasilescu": ("Mihaela Vasilescu", "Michaela Vasilescu", "Mihaella Vasiliescu", "Vasilescu Mihaela"),
    # English: hyphens, apostrophes, short forms of spelling, slips of the finger.
    "Catherine O’Brien": ("Katherine OBrien", "Catherine O'Brien", "Cathryn O Brien", "Catharine O'Brian"),
    "Stephen Mac-Donald": ("Steven MacDonald", "Stephen McDonald", "Stephen Macdonald", "MacDonald Stephen"),
    "Anne-Marie Thompson": ("Ann Marie Thomson", "Annemarie Thompson", "Anne Marie Tompson", "Thompson Anne-Marie"),
    "Jon Whyte": ("John White", "Jonn Whyte", "Jon White", "Whyte Jon"),
    "Sarah Phillips": ("Sara Philips", "Sarah Filips", "Sarha Phillips", "Phillips Sarah"),
    "Geoffrey Clarke": ("Jeffrey Clark", "Geoffry Clarke", "Geofrey Clark", "Clarke Geoffrey"),
    "Nikolai Kuznetsov": ("Nikolay Kuznecov", "Nicolai Kuznetsov", "Николай Кузнецов", "Kuznetsov Nikolai"),
    "Oksana Shevchenko": ("Oxana Shevchenko", "Оксана Шевченко", "Oksana Sevcenko", "Shevchenko Oksana"),
}

VARIANTS = [(typed, kept) for kept, others in KEPT.items() for typed in others]
