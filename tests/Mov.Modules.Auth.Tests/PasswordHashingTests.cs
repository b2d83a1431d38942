using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Passwords;
using Mov.Modules.Auth.Rules;
using Mov.Testing;

namespace Mov.Modules.Auth.Tests;

public sealed class PasswordHashingTests
{
    private const int Cost = 9;
    private readonly BcryptPasswordHasher _hasher = new(Options.Create(new AuthSettings { BcryptCost = Cost }));

    [Fact]
    public void An_unknown_account_and_one_of_a_cheaper_hash_take_as_long_as_a_wrong_password()
    {
        var usual = _hasher.HashPassword(null!, "the password");
        var cheap = BCrypt.Net.BCrypt.HashPassword("the password", 4);

        var times = Shortest(
            () => _hasher.VerifyHashedPassword(null!, usual, "wrong"),
            () => _hasher.Pretend("wrong"),
            () => _hasher.VerifyHashedPassword(null!, cheap, "wrong"),
            () => _hasher.VerifyHashedPassword(null!, "not a hash", "wrong"));

        Assert.All(times, time => Assert.InRange(time, times[0] / 3, times[0] * 3));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void A_hash_of_another_cost_is_right_and_wants_renewing(int cost)
    {
        var hash = BCrypt.Net.BCrypt.HashPassword("the password", cost);

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, _hasher.VerifyHashedPassword(null!, hash, "the password"));
        Assert.Equal(PasswordVerificationResult.Failed, _hasher.VerifyHashedPassword(null!, hash, "The password"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("1234567", false)]
    [InlineData("12345678", true)]
    [InlineData("👍👍👍👍👍👍👍", false)]
    [InlineData("👍👍👍👍👍👍👍👍", true)]
    [InlineData("has a \0 in it", false)]
    public void Length_is_counted_in_characters(string password, bool accepted) => Assert.Equal(accepted, PasswordRules.Check(password, TextsOf<AuthTexts>.English) is null);

    [Fact]
    public void Seventy_two_bytes_are_the_most()
    {
        Assert.Null(PasswordRules.Check(new string('a', 72), TextsOf<AuthTexts>.English));
        Assert.NotNull(PasswordRules.Check(new string('a', 73), TextsOf<AuthTexts>.English));
        Assert.Null(PasswordRules.Check(string.Concat(Enumerable.Repeat("👍", 18)), TextsOf<AuthTexts>.English));
        Assert.NotNull(PasswordRules.Check(string.Concat(Enumerable.Repeat("👍", 18)) + "a", TextsOf<AuthTexts>.English));
        Assert.Null(PasswordRules.Check(string.Concat(Enumerable.Repeat("ß", 36)), TextsOf<AuthTexts>.English));
        Assert.NotNull(PasswordRules.Check(string.Concat(Enumerable.Repeat("ß", 37)), TextsOf<AuthTexts>.English));
    }

    // In turns, so that whatever else keeps the machine busy meets all of them.
    private static long[] Shortest(params Action[] works)
    {
        long[] shortest = [.. works.Select(_ => long.MaxValue)];
        for (var turn = 0; turn < 10; turn++)
        {
            for (var index = 0; index < works.Length; index++)
            {
                var start = Stopwatch.GetTimestamp();
                works[index]();
                shortest[index] = Math.Min(shortest[index], Stopwatch.GetTimestamp() - start);
            }
        }

        return shortest;
    }
}
