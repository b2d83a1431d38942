using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Rules;

namespace Mov.Modules.Auth.Passwords;

/// <summary>bcrypt as the seed stores it (<c>users.password</c>, <c>$2a$</c> or <c>$2b$</c>). Slow on purpose: call it through <see cref="PasswordHashing"/>.</summary>
internal sealed class BcryptPasswordHasher(IOptions<AuthSettings> settings) : IPasswordHasher<Account>
{
    private readonly int _cost = settings.Value.BcryptCost;

    public string HashPassword(Account user, string password) => BCrypt.Net.BCrypt.HashPassword(Readable(password), _cost);

    /// <summary>Compares, and on failure works on until a hash of the usual cost would have been compared: how long it takes tells nothing about the account.</summary>
    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        var password = Readable(providedPassword);
        var cost = CostOf(hashedPassword);
        if (cost is null)
        {
            Work(password, _cost);
            return PasswordVerificationResult.Failed;
        }

        if (BCrypt.Net.BCrypt.Verify(password, hashedPassword))
        {
            return cost == _cost ? PasswordVerificationResult.Success : PasswordVerificationResult.SuccessRehashNeeded;
        }

        // 2^c + (2^c + 2^(c+1) + … + 2^(n-1)) = 2^n
        for (var step = cost.Value; step < _cost; step++)
        {
            Work(password, step);
        }

        return PasswordVerificationResult.Failed;
    }

    /// <summary>Takes as long as a comparison, for an account that does not exist.</summary>
    public void Pretend(string password) => Work(Readable(password), _cost);

    private static void Work(string password, int cost) => BCrypt.Net.BCrypt.HashPassword(password, $"$2a${cost:00}$abcdefghijklmnopqrstuu");

    private static int? CostOf(string hash)
    {
        if (hash is not ['$', '2', 'a' or 'b' or 'x' or 'y', '$', _, _, '$', ..] || hash.Length != 60
            || !int.TryParse(hash.AsSpan(4, 2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var cost))
        {
            return null;
        }

        return cost is >= 4 and <= 31 ? cost : null;
    }

    /// <summary>What bcrypt reads of a text: its first 72 bytes. Other clients let longer passwords be chosen, and those must sign in here too.</summary>
    private static string Readable(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Length > PasswordRules.MaxBytes ? password[..PasswordRules.MaxBytes] : password);
        return bytes.Length <= PasswordRules.MaxBytes ? Encoding.UTF8.GetString(bytes) : Encoding.UTF8.GetString(bytes.AsSpan(0, PasswordRules.MaxBytes));
    }
}
