namespace Mov.Web.Hosting.Demo;

/// <summary>What the demo shows: people, events in every state, and what was said. Days are counted from today, times are local to Berlin.</summary>
internal static class DemoStory
{
    public const string Password = "demo-password";
    public const string Organizer = "organizer@mov.example";
    public const string Participant = "participant@mov.example";
    public const string Admin = "admin@mov.example";
    public const string TimeZone = "Europe/Berlin";

    /// <summary>The demo's participant, where people are numbers.</summary>
    public const int Ada = -1;

    /// <summary>Further participants. Nobody signs in as them.</summary>
    public static readonly IReadOnlyList<(string First, string Last)> People =
    [
        ("Ben", "Maurer"), ("Cleo", "Adeyemi"), ("Dario", "Conti"), ("Edda", "Lindqvist"), ("Farid", "Haddad"), ("Greta", "Oswald"),
        ("Hiro", "Tanaka"), ("Ines", "Carvalho"), ("Jonas", "Weber"), ("Kaja", "Nowak"), ("Liam", "Byrne"), ("Mina", "Rahimi"),
        ("Noor", "van Dijk"), ("Oskar", "Brandt"), ("Paula", "Reyes"), ("Quentin", "Dubois"), ("Rosa", "Marin"), ("Samir", "Patel"),
        ("Tilda", "Berg"), ("Uwe", "Schreiber"), ("Vera", "Sokolova"), ("Wanda", "Kruse"), ("Xenia", "Papadaki"), ("Yusuf", "Demir"),
        ("Zora", "Novak"), ("Anton", "Huber"), ("Bea", "Fischer"), ("Carl", "Jensen"), ("Dunja", "Horvat"), ("Emil", "Sand"),
    ];

    public static readonly IReadOnlyList<DemoEvent> Events =
    [
        new("Night walk along the old river", "meetup", "Old bridge, Mainz", Day: 11, At: new(19, 30), Hours: 2.5, Seats: 24, Enrolled: 18,
            "We meet at the **old bridge** and walk upstream for two hours, slowly, without lamps.\n\n- Sturdy shoes\n- Something warm to drink\n- Dogs are welcome\n\nIf it rains, we walk anyway; if it storms, we do not."),
        new("Sourdough for the impatient", "workshop", "Community kitchen, Hafenstraße 12", Day: 12, At: new(10, 0), Hours: 2, Seats: 12, Enrolled: 19,
            "Two hours, one starter, no mystery. You will mix, fold and shape a loaf to bake at home, and leave with a living jar.\n\nWe talk about why dough behaves as it does, and what to do on the days when it does not.",
            WithParticipant: 14, Said:
            [
                new(0, "Bring a jar with a lid. Flour is on us.", DaysAgo: 4), new(1, "Is rye fine too?"), new(0, "Rye is perfect, Ben."),
                new(2, "I have a spare jar for someone.", DaysAgo: 1), new(0, "Thanks, Cleo."),
                new(0, "The door is at the back, beside the bakery. Please be there at 9:50, the oven waits for nobody.", DaysAgo: .3, IsAnnounced: true),
            ]),
        new("Three cellos and a loop pedal", "concert", "Kulturhaus, hall 2", Day: 17, At: new(20, 0), Hours: 2, Seats: 60, Enrolled: 29,
            "Bach, Pärt and a pedal that refuses to forget. Doors open at 19:15; the second half is played in the dark.", WithParticipant: 3, Said:
            [
                new(0, "Doors open at 19:15. The second half is played in the dark: please be seated by 20:00.", DaysAgo: 3, IsAnnounced: true),
                new(1, "Is there a cloakroom?"), new(0, "Yes, and it is free."), new(0, "It closes at 22:30."),
                new(Ada, "Can one hear well with hearing aids?", DaysAgo: 1, IsChangedTo: "Can one hear well with hearing aids in hall 2?"),
                new(0, "You can: rows 2 to 4 have an induction loop. I keep a seat for you there."),
                new(4, "Speakers for sale, half price", IsRemoved: true), new(Ada, "Thank you, that is kind.", IsLastSeen: true),
                new(2, "I drive from Mainz and have three seats in the car, back at 23:00. We meet here: https://www.openstreetmap.org/node/240109189", DaysAgo: .3),
                new(3, "One for me, please."), new(2, "Two are left."),
            ]),
        new("Winter swim, beginners", "sports", "Lake hut, north shore", Day: 25, At: new(8, 0), Hours: 1.5, Seats: 10, Enrolled: 9,
            "Four degrees, four minutes, one thermos. We go in together and come out together. A doctor is with us."),
        new("Lantern market", "festival", "Town square", Day: 26, At: new(16, 0), Hours: 6, Seats: 500, Enrolled: 30,
            "Sixty stalls, one brass band, and the big lantern at eight. Enrolling gets you a cup that you may keep."),
        new("Small databases, long lives", "conference", "Old paper mill, both floors", Day: 39, At: new(9, 0), Hours: 8, Seats: 80, Enrolled: 24,
            "A day about data that outlives its applications: schemas as contracts, migrations that go back, and what we learned from the ones that did not.\n\n1. Morning: talks\n2. Noon: soup\n3. Afternoon: workshops in small rooms"),
        new("Repair café: lamps and radios", "community", "Library, ground floor", Day: 5, At: new(14, 0), Hours: 4, Seats: 20, Enrolled: 20,
            "Bring what is broken; we have the irons, the fuses and the patience.",
            Said: [new(0, "Please write what you bring, so that we have the parts."), new(3, "A tube radio from 1957. It hums."), new(0, "Hums are our favourite."), new(4, "A desk lamp with a loose neck.")]),
        new("Choir for people who do not sing", "community", "Chapel at the hill", Day: 19, At: new(19, 0), Hours: 1.5, Seats: 16, Enrolled: 15,
            "One evening, three rounds, no audience. Nobody has to sing alone."),
        new("How tides pull on the clock", "talk", "Online", Day: 31, At: new(18, 0), Hours: 1, Seats: 300, Enrolled: 0,
            "Why the day gets longer by two milliseconds a century, and who measured it.", Ends: DemoEnd.Planning),
        new("A garden in January", "workshop", null, Day: 52, At: new(11, 0), Hours: 3, Seats: 18, Enrolled: 0, null, Ends: DemoEnd.Planning),
        new("Board games, long table", "meetup", "Café Morgen, back room", Day: 0, At: new(0, 0), Hours: 5, Seats: 20, Enrolled: 20,
            "Thirty games, twenty chairs, one long table. Come when you like, stay as long as you can.", Ends: DemoEnd.Running, WithParticipant: 2,
            Said: [new(0, "We are here. The door is the green one."), new(5, "Ten minutes late, save me a seat at the map game."), new(0, "Saved.")]),
        new("Maps that lie", "talk", "University, room 204", Day: 8, At: new(17, 0), Hours: 1.5, Seats: 80, Enrolled: 12,
            "Every map leaves something out. Some leave it out on purpose.", Ends: DemoEnd.Canceled),
        new("Compost, the slow fire", "workshop", "Allotments, plot 31", Day: -9, At: new(10, 0), Hours: 3, Seats: 15, Enrolled: 13,
            "Layers, air, patience: how a heap becomes warm and then becomes soil.", Ends: DemoEnd.Completed, WithParticipant: 6,
            Said: [new(0, "Thank you all. The thermometer said 61 °C this morning."), new(6, "Mine is at 40 and proud.")]),
    ];
}

/// <summary>How far an event of the story has come.</summary>
internal enum DemoEnd
{
    Planning,
    Published,
    Running,
    Completed,
    Canceled,
}

/// <summary>An event of the story.</summary>
/// <param name="Enrolled">How many of the people enroll, in order; beyond the seats they wait.</param>
/// <param name="WithParticipant">The place in that order at which the demo participant comes, if at all.</param>
/// <param name="Said">Messages of the room.</param>
internal sealed record DemoEvent(
    string Title, string Category, string? Location, int Day, TimeOnly At, double Hours, int Seats, int Enrolled, string? Description,
    DemoEnd Ends = DemoEnd.Published, int? WithParticipant = null, DemoSaying[]? Said = null);

/// <summary>A message of the story.</summary>
/// <param name="Who">0 is the organizer, <see cref="DemoStory.Ada"/> the demo's participant, else a person's number.</param>
/// <param name="What">What was written.</param>
/// <param name="DaysAgo">How long ago; without it, some minutes after the one before.</param>
/// <param name="IsAnnounced">Whether everyone is notified, and it stays on top.</param>
/// <param name="IsChangedTo">What it says since it was edited.</param>
/// <param name="IsRemoved">Whether the organizer removed it.</param>
/// <param name="IsLastSeen">Whether the demo's participant saw the room up to here.</param>
internal sealed record DemoSaying(
    int Who, string What, double? DaysAgo = null, bool IsAnnounced = false, string? IsChangedTo = null, bool IsRemoved = false, bool IsLastSeen = false);
