using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mov.Modules.Auth.Data;
using Mov.Modules.Auth.Rules;

namespace Mov.Modules.Auth.Lookup;

/// <summary>Finds accounts by a part of their name or e-mail, whatever the case. PostgreSQL looks it up in a trigram index;
/// SQLite, meant for small installs, reads through the accounts.</summary>
internal static class AccountSearch
{
    /// <summary>What is looked for; none when nothing was entered.</summary>
    public static string? Term(string? text) => PlainText.OrNone(text)?.ToLowerInvariant();

    public static IQueryable<Account> Search(this AuthDbContext context, string term)
    {
        // Longer than any name and address together, or not storable: nobody.
        if (term.Length > (2 * FieldRules.NameMaxLength) + EmailRules.MaxLength || !PlainText.IsOneLine(term))
        {
            return context.Accounts.Where(account => false);
        }

        if (context.Database.IsNpgsql())
        {
            var pattern = $"%{term.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            return context.Accounts.Where(account => EF.Functions.Like(account.SearchText, pattern, @"\"));
        }

        // SQLite's own LIKE and lower() fold ASCII only.
        ((SqliteConnection)context.Database.GetDbConnection()).CreateFunction(
            AuthDbContext.ContainsFunction, (string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase), isDeterministic: true);
        return context.Accounts.Where(account => AuthDbContext.ContainsIgnoringCase(account.SearchText, term));
    }
}
