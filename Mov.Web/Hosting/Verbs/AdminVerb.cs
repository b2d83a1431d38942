using Ardalis.Result;
using Microsoft.Extensions.Localization;
using Mov.Modules.Auth.Contracts;
using Mov.Web.Components;

namespace Mov.Web.Hosting.Verbs;

/// <summary>Makes an account an admin, and creates it where there is none.</summary>
internal sealed record AdminVerb(string Email, string? Password) : IVerb
{
    public static AdminVerb From(VerbOptions options)
    {
        var verb = new AdminVerb(
            options.Value("email") ?? throw new UsageException("admin needs --email."),
            options.Value("password"));
        options.RefuseOthers();
        return verb;
    }

    public async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        Result<string> granted;
        try
        {
            await using var scope = services.CreateAsyncScope();
            granted = await scope.ServiceProvider.GetRequiredService<IAccountAdministration>().GrantAdminAsync(Email, Password, CancellationToken.None);
        }
        catch (System.Data.Common.DbException failure)
        {
            await Console.Error.WriteLineAsync($"mov_auth does not answer as it should: {failure.Message.ReplaceLineEndings(" ")} Was the verb migrate run?");
            return CommandLine.Failed;
        }

        if (!granted.IsSuccess)
        {
            await Console.Error.WriteLineAsync(string.Join(' ', [.. granted.Errors, .. granted.ValidationErrors.Select(error => error.ErrorMessage)]) is { Length: > 0 } said
                ? said
                : Answers.Sentence(granted, services.GetRequiredService<IStringLocalizer<Texts>>()));
            return CommandLine.Failed;
        }

        await output.WriteLineAsync(granted.Value);
        return 0;
    }
}
