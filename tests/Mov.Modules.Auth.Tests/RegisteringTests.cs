using Ardalis.Result;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Auth.Tests;

public abstract class RegisteringTests(StorageMode mode, Homes homes) : AuthTests(mode, homes)
{
    [Fact]
    public async Task Who_registers_is_known_and_can_sign_in()
    {
        var email = NewEmail("Ada");

        var ada = await RegisteredAsync($"  {email} ", firstName: " Ada ", lastName: "", role: UserRole.Organizer);

        Assert.Equal(new UserProfile(ada.Id, email, UserRole.Organizer, "Ada", null, IsActive: true, IsAdmin: false, ada.CreatedAt), ada);
        Assert.Equal(App.Time.GetUtcNow().UtcDateTime, ada.CreatedAt, TimeSpan.FromSeconds(1));
        Assert.Equal(ada, await Directory.FindAsync(ada.Id, Cancelled));
        Assert.Equal(ada, Assert.IsType<SignInCheck.Accepted>(await SignInAsync(ada)).User);
    }

    [Fact]
    public async Task The_password_is_stored_as_a_bcrypt_hash_of_the_set_cost()
    {
        var ada = await RegisteredAsync();

        Assert.Matches(@"^\$2[ab]\$04\$.{53}$", await ReadAsync($"SELECT password FROM users WHERE id = {ada.Id}"));
    }

    [Fact]
    public async Task An_e_mail_is_taken_whatever_its_case()
    {
        var ada = await RegisteredAsync(NewEmail("Ada"));

        var again = await Accounts.RegisterAsync(new Registration(ada.Email.ToUpperInvariant(), Password, null, null, UserRole.Participant), Cancelled);

        Assert.Equal("Email", Assert.Single(again.ValidationErrors).Identifier);
        Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync(ada.Email.ToUpperInvariant(), Password, Cancelled));
    }

    [Fact]
    public async Task Of_many_who_register_one_e_mail_at_once_one_gets_it_and_the_others_a_field_error()
    {
        var email = NewEmail("rush");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Accounts.RegisterAsync(
            new Registration(i % 2 == 0 ? email : email.ToUpperInvariant(), Password, null, null, UserRole.Participant), Cancelled)));

        Assert.Single(answers, answer => answer.IsSuccess);
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer => Assert.Equal("Email", Assert.Single(answer.ValidationErrors).Identifier));
    }

    [Fact]
    public async Task Letters_beyond_ascii_are_told_apart_as_the_database_does()
    {
        var suffix = $"{Guid.NewGuid():N}@mov.example";
        var lower = await RegisteredAsync($"jörg{suffix}");
        var upper = await RegisteredAsync($"jÖrg{suffix}");

        Assert.NotEqual(lower.Id, upper.Id);
        Assert.Equal(upper.Id, Assert.IsType<SignInCheck.Accepted>(await Accounts.CheckSignInAsync($"JÖRG{suffix}", Password, Cancelled)).User.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a b@mov.example")]
    [InlineData("Ada <ada@mov.example>")]
    [InlineData("ada@mov..example")]
    [InlineData("ada@mov.example\r\nBcc: all@mov.example")]
    [InlineData("ada\0@mov.example")]
    public async Task What_is_no_e_mail_address_is_a_field_error(string email)
    {
        var answer = await Accounts.RegisterAsync(new Registration(email, Password, null, null, UserRole.Participant), Cancelled);

        Assert.Equal(ResultStatus.Invalid, answer.Status);
        Assert.Equal("Email", Assert.Single(answer.ValidationErrors).Identifier);
    }

    [Fact]
    public async Task Half_a_character_is_a_field_error()
    {
        var answer = await Accounts.RegisterAsync(
            new Registration("ada\ud800@mov.example", "password \udc00", "\ud800", "\udc00", UserRole.Participant), Cancelled);

        Assert.Equal(["Email", "FirstName", "LastName", "Password"], answer.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_field_has_its_limit_and_all_errors_are_said_at_once()
    {
        var answer = await Accounts.RegisterAsync(
            new Registration(new string('a', 250) + "@mov.example", "1234567", new string('b', 101), "Love\u0007lace", null), Cancelled);

        Assert.Equal(["Email", "FirstName", "LastName", "Password", "Role"], answer.ValidationErrors.Select(error => error.Identifier).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Values_of_exactly_the_longest_length_are_kept_whole()
    {
        var email = $"{Guid.NewGuid():N}@{string.Join('.', Enumerable.Repeat(new string('d', 47), 4))}.example".PadLeft(255, 'x');
        var name = string.Concat(Enumerable.Repeat("é", 100));

        var person = await RegisteredAsync(email, firstName: name, lastName: new string('z', 100));

        Assert.Equal(255, person.Email.Length);
        Assert.Equal((name, new string('z', 100)), (person.FirstName, person.LastName));
        Assert.Equal(person, await Directory.FindAsync(person.Id, Cancelled));
    }

    [Fact]
    public async Task A_very_long_input_is_a_field_error_and_no_more()
    {
        var million = new string('x', 1_000_000);

        var answer = await Accounts.RegisterAsync(new Registration(million, million, million, million, (UserRole)7), Cancelled);

        Assert.Equal(5, answer.ValidationErrors.Count());
    }

    [Theory]
    [InlineData("👍👍👍👍👍👍👍👍")]
    [InlineData("пароль-пароль")]
    [InlineData("        ")]
    [InlineData("tab\tand\nline")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012")]
    public async Task Any_password_of_the_right_length_is_accepted_and_signs_in(string password)
    {
        var person = await RegisteredAsync(password: password);

        Assert.IsType<SignInCheck.Accepted>(await SignInAsync(person, password));
        Assert.IsType<SignInCheck.Refused>(await SignInAsync(person, password[..^2]));
    }
}

public sealed class RegisteringOnSqlite(Homes homes) : RegisteringTests(StorageMode.Embedded, homes);

public sealed class RegisteringOnPostgres(Homes homes) : RegisteringTests(StorageMode.Servers, homes);
